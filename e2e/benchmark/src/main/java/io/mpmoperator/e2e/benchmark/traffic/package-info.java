/** What users send and are sent: a site of many files, and requests of which each has another head. */
@NullMarked
package io.mpmoperator.e2e.benchmark.traffic;

import org.jspecify.annotations.NullMarked;
