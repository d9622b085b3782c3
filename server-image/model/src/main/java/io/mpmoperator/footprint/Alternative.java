package io.mpmoperator.footprint;

import io.mpmoperator.mpm.Mode;

/** What another mode, or another flavor, would need for the same requests in progress and the same idle connections. */
public record Alternative(Flavor flavor, Mode mode, long memoryLimitBytes) {}
