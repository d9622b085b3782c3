/** Turns a WebServer into a decision: a server that is planned to the last number, or the sentence that refuses it. */
@NullMarked
package io.mpmoperator.operator.plan;

import org.jspecify.annotations.NullMarked;
