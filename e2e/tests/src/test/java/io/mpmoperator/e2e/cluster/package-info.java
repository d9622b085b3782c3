/** Tests of the operator and the server together: on the local cluster with real processes, and on the cluster of KUBECONFIG. */
@NullMarked
package io.mpmoperator.e2e.cluster;

import org.jspecify.annotations.NullMarked;
