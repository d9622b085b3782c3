/**
 * What a mode and a size cost in memory: the footprint at its peak by component, the memory limit and the JVM options
 * that follow from it, and the way back from a concurrency or a memory budget to settings. Pure functions of the
 * settings and of a measured {@link io.mpmoperator.footprint.Calibration}.
 */
@NullMarked
package io.mpmoperator.footprint;

import org.jspecify.annotations.NullMarked;
