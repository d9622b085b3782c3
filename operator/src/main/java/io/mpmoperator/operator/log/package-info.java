/** How a line of the operator's log is written. */
@NullMarked
package io.mpmoperator.operator.log;

import org.jspecify.annotations.NullMarked;
