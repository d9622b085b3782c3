/** Tests of the script that makes the images, as far as it goes without a container. */
@NullMarked
package io.mpmoperator.e2e.images;

import org.jspecify.annotations.NullMarked;
