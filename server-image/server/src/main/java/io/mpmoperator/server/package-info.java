/** The command line of the web server: {@code webserver run|check|plan}. */
@NullMarked
package io.mpmoperator.server;

import org.jspecify.annotations.NullMarked;
