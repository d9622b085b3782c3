package io.mpmoperator.e2e.apiserver;

import java.nio.file.Path;
import java.util.Optional;

/** Knows where the logs of pods are. */
@FunctionalInterface
public interface PodLogs {

    /** The log of a pod; empty where it has none. */
    Optional<Path> of(String namespace, String pod);
}
