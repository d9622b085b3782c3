/** Percent-encoding as Apache does it: which characters of a path, a query or a name stay as they are. */
@NullMarked
package io.mpmoperator.url;

import org.jspecify.annotations.NullMarked;
