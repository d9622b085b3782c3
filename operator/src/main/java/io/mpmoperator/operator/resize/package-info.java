/**
 * Gives running pods other memory and another configuration without replacing them, where a graceful restart inside is
 * enough: what to do next with each pod is a pure function, and any doubt ends in an ordinary roll.
 */
@NullMarked
package io.mpmoperator.operator.resize;

import org.jspecify.annotations.NullMarked;
