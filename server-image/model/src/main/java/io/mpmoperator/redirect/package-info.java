/** {@code Redirect} and {@code RedirectMatch}: where a path of URLs has gone, and with which status. */
@NullMarked
package io.mpmoperator.redirect;

import org.jspecify.annotations.NullMarked;
