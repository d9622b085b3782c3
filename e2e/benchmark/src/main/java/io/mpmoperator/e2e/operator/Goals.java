package io.mpmoperator.e2e.operator;

import io.mpmoperator.e2e.benchmark.report.Target;
import java.util.Optional;

/**
 * What the operator is to reach: it differs between the one for a JVM and the native executable.
 *
 * @param words what it is that is measured
 * @param file the name of the file of results
 * @param memoryIdle nothing where it is only to be known
 * @param memoryOfMany memory with a thousand WebServers
 */
record Goals(String words, String file, Target startToReady, Optional<Target> memoryIdle, Target memoryOfMany) {

    static final Goals JVM = new Goals(
            "JVM with AOT cache",
            "operator.md",
            Target.below("s", 2, 1),
            Optional.empty(),
            Target.below("MiB", 256, 160));

    /** Memory: 110, 80, 200 and 140 megabytes. */
    static final Goals NATIVE = new Goals(
            "native executable",
            "operator-native.md",
            Target.below("s", 0.3, 0.15),
            Optional.of(Target.below("MiB", 104, 76)),
            Target.below("MiB", 190, 133));
}
