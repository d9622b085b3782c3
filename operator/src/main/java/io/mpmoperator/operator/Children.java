package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.resources.ServerLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the informers know of the objects that the operator made. */
final class Children {

    private final Map<Class<?>, InformerEventSource<? extends HasMetadata, WebServer>> informers = new HashMap<>();

    Children(EventSourceContext<WebServer> context) {
        watch(ConfigMap.class, context);
        watch(Service.class, context);
        watch(Deployment.class, context);
    }

    private <T extends HasMetadata> void watch(Class<T> type, EventSourceContext<WebServer> context) {
        informers.put(
                type,
                new InformerEventSource<>(
                        InformerEventSourceConfiguration.from(type, WebServer.class)
                                .withLabelSelector(ServerLabels.managedSelector())
                                .withNamespacesInheritedFromController()
                                .build(),
                        context));
    }

    List<EventSource<?, WebServer>> eventSources() {
        return new ArrayList<>(informers.values());
    }

    /** The object of that type that has the server's name. */
    <T extends HasMetadata> Optional<T> find(Class<T> type, Identity server) {
        InformerEventSource<? extends HasMetadata, WebServer> informer = informers.get(type);
        return informer == null
                ? Optional.empty()
                : informer.get(new ResourceID(server.name(), server.namespace()))
                        .map(type::cast);
    }
}
