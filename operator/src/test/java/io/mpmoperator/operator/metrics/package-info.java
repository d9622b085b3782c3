/** Tests of what the operator counts. */
@NullMarked
package io.mpmoperator.operator.metrics;

import org.jspecify.annotations.NullMarked;
