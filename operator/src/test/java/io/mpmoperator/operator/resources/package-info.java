/** Tests of the package of the same name. */
@NullMarked
package io.mpmoperator.operator.resources;

import org.jspecify.annotations.NullMarked;
