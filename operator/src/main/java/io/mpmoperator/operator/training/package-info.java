/**
 * The run from which the AOT cache of the operator is made: it starts as it does in a cluster, and the cluster is a few
 * answers.
 */
@NullMarked
package io.mpmoperator.operator.training;

import org.jspecify.annotations.NullMarked;
