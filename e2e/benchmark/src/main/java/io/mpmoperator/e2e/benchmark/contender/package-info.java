/** The servers that take part, each as its own processes on a free port of the loopback address. */
@NullMarked
package io.mpmoperator.e2e.benchmark.contender;

import org.jspecify.annotations.NullMarked;
