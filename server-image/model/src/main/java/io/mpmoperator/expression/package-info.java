/**
 * Apache's expressions ({@code ap_expr}): read from text to a tree, and evaluated over what a request says. Everything that
 * asks about a request, rules of rewriting and formats of logs too, asks through {@link io.mpmoperator.expression.Facts}.
 */
@NullMarked
package io.mpmoperator.expression;

import org.jspecify.annotations.NullMarked;
