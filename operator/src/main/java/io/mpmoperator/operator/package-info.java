/** The life of the operator's process: its start, its Lease, its readiness and its end. What it does then is in packages of its own. */
@NullMarked
package io.mpmoperator.operator;

import org.jspecify.annotations.NullMarked;
