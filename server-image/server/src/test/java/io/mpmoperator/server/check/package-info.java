/** Tests of the package of the same name. */
@NullMarked
package io.mpmoperator.server.check;

import org.jspecify.annotations.NullMarked;
