/** Tests of what is read from outside about a server's processes. */
@NullMarked
package io.mpmoperator.e2e.server;

import org.jspecify.annotations.NullMarked;
