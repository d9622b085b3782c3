/**
 * The rules of {@code mod_rewrite}: read from the arguments of their directives, and applied to a request as Apache applies
 * them, in the context of a server or of a directory. What a rule reads from outside comes through
 * {@link io.mpmoperator.expression.Facts}; what it decides is a {@link io.mpmoperator.rewrite.RewriteOutcome}.
 */
@NullMarked
package io.mpmoperator.rewrite;

import org.jspecify.annotations.NullMarked;
