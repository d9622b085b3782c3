/** Tests of the package of the same name. */
@NullMarked
package io.mpmoperator.operator.pods;

import org.jspecify.annotations.NullMarked;
