/**
 * What dresses a response: {@code Header} and {@code RequestHeader} in all their actions and conditions, {@code Expires*} and
 * {@code FileETag}.
 */
@NullMarked
package io.mpmoperator.headers;

import org.jspecify.annotations.NullMarked;
