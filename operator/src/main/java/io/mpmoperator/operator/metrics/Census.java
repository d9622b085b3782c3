package io.mpmoperator.operator.metrics;

import io.fabric8.kubernetes.api.model.Quantity;
import io.mpmoperator.api.v1alpha1.Condition;
import io.mpmoperator.api.v1alpha1.Footprint;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.api.v1alpha1.WebServerStatus;
import io.mpmoperator.footprint.Flavor;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The WebServers counted.
 *
 * @param byCondition how many of that kind have a condition of that type and status
 * @param plannedBytes the memory limits of all pods of that kind
 */
record Census(Map<Key, Integer> byCondition, Map<Kind, Long> plannedBytes) {

    /** Of the WebServers, those with that mode and flavor. */
    record Kind(String mode, String flavor) {}

    /** What is counted together. */
    record Key(Kind kind, String condition, String status) {}

    /**
     * Counts them.
     *
     * @param flavors the flavor that a spec asks for, where none was planned yet
     */
    static Census of(Stream<WebServer> webServers, Function<WebServerSpec, Optional<Flavor>> flavors) {
        Census census = new Census(new HashMap<>(), new HashMap<>());
        webServers.forEach(webServer -> census.count(webServer, flavors));
        return census;
    }

    int count(Key key) {
        return byCondition.getOrDefault(key, 0);
    }

    long plannedBytes(Kind kind) {
        return plannedBytes.getOrDefault(kind, 0L);
    }

    private void count(WebServer webServer, Function<WebServerSpec, Optional<Flavor>> flavors) {
        WebServerStatus status = webServer.getStatus();
        if (status == null || webServer.getSpec() == null || webServer.getSpec().mpm() == null) {
            return;
        }
        WebServerSpec spec = webServer.getSpec();
        String flavor = Optional.ofNullable(status.footprint())
                .map(Footprint::flavor)
                .or(() -> flavors.apply(spec).map(Flavor::text))
                .orElse("");
        Kind kind = new Kind(spec.mpm().mode(), flavor);
        for (Condition condition : status.conditions()) {
            byCondition.merge(new Key(kind, condition.type(), condition.status()), 1, Integer::sum);
        }
        long pods = Optional.ofNullable(status.replicas()).orElse(0);
        long limit = Optional.ofNullable(status.footprint())
                .map(Footprint::memoryLimit)
                .map(text -> Quantity.getAmountInBytes(new Quantity(text)))
                .map(BigDecimal::longValue)
                .orElse(0L);
        plannedBytes.merge(kind, pods * limit, Long::sum);
    }
}
