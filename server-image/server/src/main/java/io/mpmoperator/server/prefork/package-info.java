/** The prefork mode: a process serves one connection at a time. */
@NullMarked
package io.mpmoperator.server.prefork;

import org.jspecify.annotations.NullMarked;
