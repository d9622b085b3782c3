/**
 * {@code webserver calibrate}: runs the server of this layout in each mode at several sizes, all workers busy and
 * connections parked, reads what its processes take, and fits the constants of the footprint model to it.
 */
@NullMarked
package io.mpmoperator.tools.calibration;

import org.jspecify.annotations.NullMarked;
