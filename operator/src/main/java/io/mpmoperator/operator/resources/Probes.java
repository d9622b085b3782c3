package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

/** The probes: all on the management port, which answers when every worker is busy. */
final class Probes {

    private Probes() {}

    static Probe startup() {
        return probe("/readyz", 1, 120);
    }

    static Probe readiness() {
        return probe("/readyz", 5, 3);
    }

    static Probe liveness() {
        return probe("/livez", 10, 3);
    }

    private static Probe probe(String path, int periodSeconds, int failureThreshold) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString(Ports.MANAGEMENT))
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(3)
                .withSuccessThreshold(1)
                .withFailureThreshold(failureThreshold)
                .build();
    }
}
