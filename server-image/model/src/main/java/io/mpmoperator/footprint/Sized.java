package io.mpmoperator.footprint;

import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.mpm.MpmSettings;
import java.util.List;

/**
 * Settings that answer a question, before their footprint is written out.
 *
 * @param concurrency requests in progress that they carry beside the workload's idle connections
 */
record Sized(MpmSettings settings, List<Adjustment> adjustments, int concurrency) {}
