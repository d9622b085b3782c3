/** Tests of what the benchmark decides and reads; nothing here depends on time. */
@NullMarked
package io.mpmoperator.e2e.benchmark.report;

import org.jspecify.annotations.NullMarked;
