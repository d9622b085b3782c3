/** The proof of the footprint: plans of many sizes, each run at full load under its own limit in a memory cgroup. */
@NullMarked
package io.mpmoperator.e2e.grid;

import org.jspecify.annotations.NullMarked;
