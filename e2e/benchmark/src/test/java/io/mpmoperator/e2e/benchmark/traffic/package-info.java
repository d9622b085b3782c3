@NullMarked
package io.mpmoperator.e2e.benchmark.traffic;

import org.jspecify.annotations.NullMarked;
