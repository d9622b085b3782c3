package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.apply.Ownership;
import io.mpmoperator.operator.apply.ReadYourWrites;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.resources.HandlerCopies;
import io.mpmoperator.operator.resources.OwnedKind;
import io.mpmoperator.operator.resources.ServerLabels;
import io.mpmoperator.operator.status.DeploymentNews;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the informers know of the objects that the operator made. */
final class OwnedResources {

    private static final Duration NO_HOLDS = Duration.ofSeconds(30);

    private final Map<OwnedKind, InformerEventSource<? extends HasMetadata, WebServer>> informers =
            new ConcurrentHashMap<>();
    private final Map<OwnedKind, Instant> missing = new ConcurrentHashMap<>();
    private final Clock clock;

    /** The kinds that every cluster has; whether it has the others is asked when it matters. */
    OwnedResources(EventSourceContext<WebServer> context, Clock clock) {
        this.clock = clock;
        for (OwnedKind kind : OwnedKind.values()) {
            if (kind.isBuiltIn()) {
                informers.put(kind, informer(kind, context));
            }
        }
    }

    List<EventSource<?, WebServer>> eventSources() {
        return new ArrayList<>(informers.values());
    }

    /** Whether objects of that kind are watched, so that they can be made. */
    boolean isWatched(OwnedKind kind) {
        return informers.containsKey(kind);
    }

    /** Begins to watch the kinds that were installed since it was asked last. */
    void watchInstalled(Context<WebServer> context) {
        for (OwnedKind kind : OwnedKind.values()) {
            if (isWatched(kind)) {
                continue;
            }
            if (isInstalled(kind, context.getClient())) {
                watch(kind, context);
            } else {
                missing.compute(kind, (key, at) -> isFresh(at) ? at : clock.instant());
            }
        }
    }

    private void watch(OwnedKind kind, Context<WebServer> context) {
        var retriever = context.eventSourceRetriever();
        InformerEventSource<? extends HasMetadata, WebServer> informer =
                informer(kind, retriever.eventSourceContextForDynamicRegistration());
        if (retriever.dynamicallyRegisterEventSource(informer)
                instanceof InformerEventSource<? extends HasMetadata, WebServer> registered) {
            informers.put(kind, registered);
        }
    }

    /** The object of that kind that has the server's name. */
    Optional<? extends HasMetadata> find(OwnedKind kind, Identity server) {
        return find(kind, server.namespace(), server.name());
    }

    /** The object of that kind and name. */
    Optional<? extends HasMetadata> find(OwnedKind kind, String namespace, String name) {
        InformerEventSource<? extends HasMetadata, WebServer> informer = informers.get(kind);
        return informer == null ? Optional.empty() : informer.get(new ResourceID(name, namespace));
    }

    /** The copies of the jars of a server's handlers, without what they hold. */
    List<HasMetadata> handlerCopies(Identity server) {
        InformerEventSource<? extends HasMetadata, WebServer> informer = informers.get(OwnedKind.CONFIG_MAP);
        return informer == null
                ? List.of()
                : informer.list(server.namespace(), copy -> HandlerCopies.isOneOf(copy, server))
                        .filter(copy -> Ownership.isTheirs(copy, server))
                        .map(HasMetadata.class::cast)
                        .toList();
    }

    /** Makes what is written of that kind known at once, as if the informer had seen it. */
    @SuppressWarnings("unchecked") // the response to the write of an object is an object of the same kind
    ReadYourWrites<HasMetadata> remembered(OwnedKind kind) {
        InformerEventSource<HasMetadata, WebServer> informer =
                (InformerEventSource<HasMetadata, WebServer>) informers.get(kind);
        return informer == null ? ReadYourWrites.not() : informer::eventFilteringUpdateAndCacheResource;
    }

    /** That a kind is missing holds for a while. */
    private boolean isInstalled(OwnedKind kind, KubernetesClient client) {
        return !isFresh(missing.get(kind)) && client.supports(kind.apiVersion(), kind.kind());
    }

    private boolean isFresh(@Nullable Instant answered) {
        return answered != null && Duration.between(answered, clock.instant()).compareTo(NO_HOLDS) < 0;
    }

    private static InformerEventSource<? extends HasMetadata, WebServer> informer(
            OwnedKind kind, EventSourceContext<WebServer> context) {
        return new InformerEventSource<>(configuration(kind), context);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the kind pairs its class with its group, version and kind
    private static InformerEventSourceConfiguration<HasMetadata> configuration(OwnedKind kind) {
        InformerEventSourceConfiguration.Builder builder = kind.type() == GenericKubernetesResource.class
                ? InformerEventSourceConfiguration.from(
                        GroupVersionKind.fromString(groupVersionKind(kind)), WebServer.class)
                : InformerEventSourceConfiguration.from(kind.type(), WebServer.class);
        return builder.withName(kind.kind())
                .withLabelSelector(ServerLabels.managedSelector())
                .withOnUpdateFilter(
                        (OnUpdateFilter<HasMetadata>) (after, before) -> DeploymentNews.isAny(before, after))
                .withItemStore(new SlimItemStore<>())
                .withNamespacesInheritedFromController()
                .build();
    }

    private static String groupVersionKind(OwnedKind kind) {
        return kind.apiVersion() + "/" + kind.kind();
    }
}
