/** {@code webserver check}: what a configuration says, what of it is not in force as written, and what is in force for a URL. */
@NullMarked
package io.mpmoperator.server.check;

import org.jspecify.annotations.NullMarked;
