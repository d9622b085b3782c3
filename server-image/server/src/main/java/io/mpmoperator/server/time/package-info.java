/** What a process does from time to time, apart from when the others of its pool do the same. */
@NullMarked
package io.mpmoperator.server.time;

import org.jspecify.annotations.NullMarked;
