/** Tests that plans hold what they promise, a small part of the grid. */
@NullMarked
package io.mpmoperator.e2e.grid;

import org.jspecify.annotations.NullMarked;
