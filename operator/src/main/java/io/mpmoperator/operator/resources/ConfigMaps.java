package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.PodLayout;

/** The ConfigMap that holds the server's webserver.conf. */
public final class ConfigMaps {

    private ConfigMaps() {}

    /** The ConfigMap of a server. */
    public static ConfigMap of(PlannedServer server) {
        return new ConfigMapBuilder()
                .withMetadata(Metadata.of(server.identity()).build())
                .addToData(PodLayout.CONF_KEY, ConfWriter.write(server.conf()))
                .build();
    }
}
