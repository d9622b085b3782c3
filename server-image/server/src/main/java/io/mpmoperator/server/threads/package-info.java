/** The server's own threads, which are told apart from those that an application starts. */
@NullMarked
package io.mpmoperator.server.threads;

import org.jspecify.annotations.NullMarked;
