/** What the servers are loaded with: wrk, a fixed rate, idle connections, a first request. */
@NullMarked
package io.mpmoperator.e2e.benchmark.load;

import org.jspecify.annotations.NullMarked;
