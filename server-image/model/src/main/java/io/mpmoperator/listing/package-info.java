/** The page that lists a folder, as {@code mod_autoindex} writes it: {@code IndexOptions}, sorting by a query. */
@NullMarked
package io.mpmoperator.listing;

import org.jspecify.annotations.NullMarked;
