package io.mpmoperator.rewrite;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.pattern.Captures;
import java.util.Map;

/**
 * What the parts of a template are filled from.
 *
 * @param rule what the groups of the rule's pattern hold
 * @param condition what the groups of the last condition's pattern hold
 */
record Expansion(Facts facts, Captures rule, Captures condition, Map<String, RewriteMap> maps) {}
