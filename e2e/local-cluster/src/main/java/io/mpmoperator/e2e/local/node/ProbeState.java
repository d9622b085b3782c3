package io.mpmoperator.e2e.local.node;

/**
 * What a probe says by its thresholds: the verdict changes only after enough results in a row say otherwise.
 *
 * @param passing the verdict
 * @param otherwise how many results in a row contradicted it
 */
record ProbeState(boolean passing, int otherwise) {

    static ProbeState initially(boolean passing) {
        return new ProbeState(passing, 0);
    }

    ProbeState after(boolean success, int successThreshold, int failureThreshold) {
        if (success == passing) {
            return new ProbeState(passing, 0);
        }
        int needed = success ? successThreshold : failureThreshold;
        return otherwise + 1 >= needed ? new ProbeState(success, 0) : new ProbeState(passing, otherwise + 1);
    }
}
