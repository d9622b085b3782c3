/**
 * {@code webserver.conf}: what the server is told, read from and written to Apache's directive syntax. The text is the
 * contract between the operator, which writes it, and the server, which reads it.
 */
@NullMarked
package io.mpmoperator.conf;

import org.jspecify.annotations.NullMarked;
