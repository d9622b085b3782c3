/** A child process: what is the same in all three modes. */
@NullMarked
package io.mpmoperator.server.child;

import org.jspecify.annotations.NullMarked;
