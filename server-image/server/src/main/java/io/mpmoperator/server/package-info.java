/** The command line of the web server: {@code webserver run|check|plan|calibrate|train}. */
@NullMarked
package io.mpmoperator.server;

import org.jspecify.annotations.NullMarked;
