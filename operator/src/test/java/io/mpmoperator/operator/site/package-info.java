/** Tests of the package of the same name. */
@NullMarked
package io.mpmoperator.operator.site;

import org.jspecify.annotations.NullMarked;
