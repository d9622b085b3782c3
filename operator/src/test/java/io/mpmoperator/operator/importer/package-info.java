/** Tests of the package of the same name. */
@NullMarked
package io.mpmoperator.operator.importer;

import org.jspecify.annotations.NullMarked;
