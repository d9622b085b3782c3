package io.mpmoperator.e2e.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container's probe that asks over HTTP, with Kubernetes' defaults filled in.
 *
 * @param port the number, looked up where the probe names a port
 */
record HttpProbe(String path, int port, Duration period, Duration timeout, int successThreshold, int failureThreshold) {

    /**
     * The probe of a container.
     *
     * @throws IOException for a probe of another kind, or one whose port is not the container's
     */
    static Optional<HttpProbe> of(Container container, @Nullable Probe probe) throws IOException {
        if (probe == null) {
            return Optional.empty();
        }
        if (probe.getHttpGet() == null) {
            throw new IOException("the local node asks probes by httpGet alone");
        }
        return Optional.of(new HttpProbe(
                Optional.ofNullable(probe.getHttpGet().getPath()).orElse("/"),
                port(container, probe.getHttpGet().getPort()),
                Duration.ofSeconds(Optional.ofNullable(probe.getPeriodSeconds()).orElse(10)),
                Duration.ofSeconds(
                        Optional.ofNullable(probe.getTimeoutSeconds()).orElse(1)),
                Optional.ofNullable(probe.getSuccessThreshold()).orElse(1),
                Optional.ofNullable(probe.getFailureThreshold()).orElse(3)));
    }

    private static int port(Container container, IntOrString port) throws IOException {
        if (port.getStrVal() == null) {
            return port.getIntVal();
        }
        return container.getPorts().stream()
                .filter(candidate -> port.getStrVal().equals(candidate.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow(() -> new IOException("no port is named " + port.getStrVal()));
    }

    /** True if the response's status is from 200 to 399, as a kubelet sees it. */
    boolean succeeds(String ip) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://%s:%d%s".formatted(ip, port, path))
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout((int) timeout.toMillis());
            connection.setReadTimeout((int) timeout.toMillis());
            connection.setRequestProperty("Connection", "close");
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                return status >= 200 && status < 400;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false; // not listening, or no response in time: what a probe is there to find out
        }
    }
}
