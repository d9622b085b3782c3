/** Tests of the package of the same name. */
@NullMarked
package io.mpmoperator.operator.plan;

import org.jspecify.annotations.NullMarked;
