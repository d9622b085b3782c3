/** Tests of the package of the same name. */
@NullMarked
package io.mpmoperator.operator.apply;

import org.jspecify.annotations.NullMarked;
