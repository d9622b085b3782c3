/** The formats of access logs: {@code LogFormat} and {@code CustomLog}, compiled once and rendered for each request. */
@NullMarked
package io.mpmoperator.logformat;

import org.jspecify.annotations.NullMarked;
