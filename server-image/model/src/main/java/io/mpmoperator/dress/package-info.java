/**
 * What dresses a response: {@code Header} and {@code RequestHeader} in all their actions and conditions, {@code Expires*},
 * {@code FileETag} and {@code ErrorDocument}.
 */
@NullMarked
package io.mpmoperator.dress;

import org.jspecify.annotations.NullMarked;
