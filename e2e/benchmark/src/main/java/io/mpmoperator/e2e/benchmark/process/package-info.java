/** What a server costs: processor time and private memory of its processes, as /proc tells. */
@NullMarked
package io.mpmoperator.e2e.benchmark.process;

import org.jspecify.annotations.NullMarked;
