/** Log lines: one event a line, {@code key=value}, and the access log. */
@NullMarked
package io.mpmoperator.server.log;

import org.jspecify.annotations.NullMarked;
