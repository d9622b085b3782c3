/** The worker mode: a thread serves one connection at a time. */
@NullMarked
package io.mpmoperator.server.worker;

import org.jspecify.annotations.NullMarked;
