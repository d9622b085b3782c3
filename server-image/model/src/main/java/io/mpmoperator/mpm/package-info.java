/**
 * The directives of Apache's three multi-processing modules, and the settings in force that Apache's coercions make of
 * them. Values and pure functions only.
 */
@NullMarked
package io.mpmoperator.mpm;

import org.jspecify.annotations.NullMarked;
