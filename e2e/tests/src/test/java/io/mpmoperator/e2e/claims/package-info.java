/** The statements about the three modes, shown with real processes and real connections. */
@NullMarked
package io.mpmoperator.e2e.claims;

import org.jspecify.annotations.NullMarked;
