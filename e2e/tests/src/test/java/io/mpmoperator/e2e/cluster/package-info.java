/** Tests of the local cluster: its table, its progress, and all of it on real processes. */
@NullMarked
package io.mpmoperator.e2e.cluster;

import org.jspecify.annotations.NullMarked;
