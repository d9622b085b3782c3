/** The event mode: a listener parks connections, a thread is taken only for a request. */
@NullMarked
package io.mpmoperator.server.event;

import org.jspecify.annotations.NullMarked;
