package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/** The kinds of owned resources, each at most once and under the WebServer's name. */
public enum OwnedKind {
    CONFIG_MAP("v1", "ConfigMap", ConfigMap.class, true),
    DEPLOYMENT("apps/v1", "Deployment", Deployment.class, true),
    SERVICE("v1", "Service", Service.class, true),
    HORIZONTAL_POD_AUTOSCALER("autoscaling/v2", "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class, true),
    POD_DISRUPTION_BUDGET("policy/v1", "PodDisruptionBudget", PodDisruptionBudget.class, true),
    NETWORK_POLICY("networking.k8s.io/v1", "NetworkPolicy", NetworkPolicy.class, true),
    INGRESS("networking.k8s.io/v1", "Ingress", Ingress.class, true),
    HTTP_ROUTE("gateway.networking.k8s.io/v1", "HTTPRoute", HTTPRoute.class, false),
    POD_MONITOR("monitoring.coreos.com/v1", "PodMonitor", GenericKubernetesResource.class, false);

    private final String apiVersion;
    private final String kind;
    private final Class<? extends HasMetadata> type;
    private final boolean builtIn;

    OwnedKind(String apiVersion, String kind, Class<? extends HasMetadata> type, boolean builtIn) {
        this.apiVersion = apiVersion;
        this.kind = kind;
        this.type = type;
        this.builtIn = builtIn;
    }

    /** The kind of an object that was made here. */
    public static OwnedKind of(HasMetadata object) {
        for (OwnedKind kind : values()) {
            if (kind.kind.equals(object.getKind()) && kind.apiVersion.equals(object.getApiVersion())) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "%s of %s is not an owned resource".formatted(object.getKind(), object.getApiVersion()));
    }

    public String apiVersion() {
        return apiVersion;
    }

    public String kind() {
        return kind;
    }

    /** The Java class of its objects. */
    public Class<? extends HasMetadata> type() {
        return type;
    }

    /** Whether every cluster has it; the others come with a CustomResourceDefinition that may be missing. */
    public boolean isBuiltIn() {
        return builtIn;
    }
}
