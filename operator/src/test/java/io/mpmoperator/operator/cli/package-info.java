/** Tests of the package of the same name. */
@NullMarked
package io.mpmoperator.operator.cli;

import org.jspecify.annotations.NullMarked;
