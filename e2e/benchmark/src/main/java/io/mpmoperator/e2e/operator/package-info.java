/** Measures the operator on a real API server: how fast it starts, how it bears a thousand WebServers, how soon one serves. */
@NullMarked
package io.mpmoperator.e2e.operator;

import org.jspecify.annotations.NullMarked;
