/** Tests of what a line of the operator's log looks like. */
@NullMarked
package io.mpmoperator.operator.log;

import org.jspecify.annotations.NullMarked;
