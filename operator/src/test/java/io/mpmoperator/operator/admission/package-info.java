/** Tests of the admission without a cluster. */
@NullMarked
package io.mpmoperator.operator.admission;

import org.jspecify.annotations.NullMarked;
