/**
 * All that is used of the JDK beside its public API. Each part falls back to what the API offers where a JDK has it not; which
 * do is found out when a process first needs it ({@link io.mpmoperator.server.jdk.JdkParts}).
 */
@NullMarked
package io.mpmoperator.server.jdk;

import org.jspecify.annotations.NullMarked;
