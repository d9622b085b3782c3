/** {@code spec.site} as Apache's directives. */
@NullMarked
package io.mpmoperator.operator.site;

import org.jspecify.annotations.NullMarked;
