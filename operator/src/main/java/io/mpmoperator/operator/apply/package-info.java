/** Brings objects to the cluster by server-side apply: only when they differ, and never those of somebody else. */
@NullMarked
package io.mpmoperator.operator.apply;

import org.jspecify.annotations.NullMarked;
