/** The control process: binds the port, starts children, keeps as many of them as the settings ask for. */
@NullMarked
package io.mpmoperator.server.control;

import org.jspecify.annotations.NullMarked;
