/** What a configuration says of a URL, as values, and how the sections that say it are merged. */
@NullMarked
package io.mpmoperator.rules;

import org.jspecify.annotations.NullMarked;
