/**
 * All that is used of the JDK beside its public API. Each part falls back to what the API offers where a JDK has it not. A child
 * finds out at its start which do ({@link io.mpmoperator.server.jdk.JdkParts}). Signals have no other API: without
 * {@code sun.misc.Signal}, which JDKs export, no server starts.
 */
@NullMarked
package io.mpmoperator.server.jdk;

import org.jspecify.annotations.NullMarked;
