/** Tests of the package of the same name. */
@NullMarked
package io.mpmoperator.operator.status;

import org.jspecify.annotations.NullMarked;
