/** Watches WebServers and makes the cluster match them: the rim where effects happen. */
@NullMarked
package io.mpmoperator.operator.reconcile;

import org.jspecify.annotations.NullMarked;
