/** Tests of what the node decides, and of the guard with real processes. */
@NullMarked
package io.mpmoperator.e2e.local.node;

import org.jspecify.annotations.NullMarked;
