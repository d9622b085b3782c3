/** Handlers as an application would bring them, each with a habit of its own; the tests pack them into a jar. */
@NullMarked
package io.mpmoperator.e2e.handlers;

import org.jspecify.annotations.NullMarked;
