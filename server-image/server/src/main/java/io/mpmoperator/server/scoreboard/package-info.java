/** The scoreboard: what every child and every worker is doing, in memory that all processes share. */
@NullMarked
package io.mpmoperator.server.scoreboard;

import org.jspecify.annotations.NullMarked;
