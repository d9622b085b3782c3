/** Files that come from outside. */
@NullMarked
package io.mpmoperator.server.files;

import org.jspecify.annotations.NullMarked;
