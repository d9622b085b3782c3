package io.mpmoperator.operator.metrics;

import io.fabric8.kubernetes.api.model.Quantity;
import io.mpmoperator.api.v1alpha1.Condition;
import io.mpmoperator.api.v1alpha1.Footprint;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.api.v1alpha1.WebServerStatus;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The WebServers counted.
 *
 * @param byCondition how many have a condition of that type and status in that mode
 * @param plannedBytes the memory limits of all pods in that mode
 */
record Census(Map<Key, Integer> byCondition, Map<String, Long> plannedBytes) {

    /** What is counted together. */
    record Key(String mode, String condition, String status) {}

    static Census of(Stream<WebServer> webServers) {
        Census census = new Census(new HashMap<>(), new HashMap<>());
        webServers.forEach(census::count);
        return census;
    }

    int count(Key key) {
        return byCondition.getOrDefault(key, 0);
    }

    long plannedBytes(String mode) {
        return plannedBytes.getOrDefault(mode, 0L);
    }

    private void count(WebServer webServer) {
        WebServerStatus status = webServer.getStatus();
        if (status == null || webServer.getSpec() == null || webServer.getSpec().mpm() == null) {
            return;
        }
        String mode = webServer.getSpec().mpm().mode();
        for (Condition condition : status.conditions()) {
            byCondition.merge(new Key(mode, condition.type(), condition.status()), 1, Integer::sum);
        }
        long pods = Optional.ofNullable(status.replicas()).orElse(0);
        long limit = Optional.ofNullable(status.footprint())
                .map(Footprint::memoryLimit)
                .map(text -> Quantity.getAmountInBytes(new Quantity(text)))
                .map(BigDecimal::longValue)
                .orElse(0L);
        plannedBytes.merge(mode, pods * limit, Long::sum);
    }
}
