/** Tests of the decisions around a reconciliation. */
@NullMarked
package io.mpmoperator.operator.reconcile;

import org.jspecify.annotations.NullMarked;
