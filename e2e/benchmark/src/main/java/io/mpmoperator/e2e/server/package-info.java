/** The installed web server as real processes: started on a free port, looked at from outside, stopped. */
@NullMarked
package io.mpmoperator.e2e.server;

import org.jspecify.annotations.NullMarked;
