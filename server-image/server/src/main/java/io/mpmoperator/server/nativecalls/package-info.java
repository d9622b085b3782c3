/** The calls to the C library that Java has no words for, behind an interface shaped like C. */
@NullMarked
package io.mpmoperator.server.nativecalls;

import org.jspecify.annotations.NullMarked;
