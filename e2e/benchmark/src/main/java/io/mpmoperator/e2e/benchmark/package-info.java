/** The benchmark: the server beside Apache, nginx and Jetty on one machine, in one run, held to its goals. */
@NullMarked
package io.mpmoperator.e2e.benchmark;

import org.jspecify.annotations.NullMarked;
