/**
 * What a mode makes of a child process, and what prefork and worker have in common: one thread that serves a connection from its
 * first byte to its last.
 */
@NullMarked
package io.mpmoperator.server.engine;

import org.jspecify.annotations.NullMarked;
