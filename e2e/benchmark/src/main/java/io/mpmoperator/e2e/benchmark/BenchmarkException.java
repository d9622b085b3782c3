package io.mpmoperator.e2e.benchmark;

/** Why the benchmark cannot run here, in a sentence for whoever started it. */
final class BenchmarkException extends Exception {

    private static final long serialVersionUID = 1;

    BenchmarkException(String reason) {
        super(reason);
    }
}
