/** Tests on a real API server: they run where KUBECONFIG names one. */
@NullMarked
package io.mpmoperator.operator.cluster;

import org.jspecify.annotations.NullMarked;
