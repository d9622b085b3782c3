/** What the operator itself can be told. */
@NullMarked
package io.mpmoperator.operator.config;

import org.jspecify.annotations.NullMarked;
