package io.mpmoperator.footprint;

import io.mpmoperator.mpm.Mode;

/** What another mode would need for the same requests in progress and the same idle connections. */
public record Alternative(Mode mode, long memoryLimitBytes) {}
