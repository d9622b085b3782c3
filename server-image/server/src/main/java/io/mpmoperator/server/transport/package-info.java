/** The bytes of a connection: transports that wait (prefork, worker) and that do not (event). */
@NullMarked
package io.mpmoperator.server.transport;

import org.jspecify.annotations.NullMarked;
