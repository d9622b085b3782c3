package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.mpmoperator.operator.plan.Identity;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The labels that tie a WebServer, its objects and its pods together. */
public final class ServerLabels {

    public static final String NAME = "app.kubernetes.io/name";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    private static final String WEBSERVER = "webserver";
    private static final String OPERATOR = "mpm-operator";

    private ServerLabels() {}

    /** What the operator's informers select: only objects that it made. */
    public static String managedSelector() {
        return MANAGED_BY + "=" + OPERATOR + "," + NAME + "=" + WEBSERVER;
    }

    /** The labels by which a server's pods are found; they never change. */
    public static Map<String, String> selector(Identity server) {
        return Map.of(NAME, WEBSERVER, INSTANCE, server.name());
    }

    /** The same selector as text. */
    public static String selectorText(Identity server) {
        return new TreeMap<>(selector(server))
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
    }

    /** Whether an object has the labels of every object of a server. */
    public static boolean areOn(HasMetadata object, Identity server) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null && labels.entrySet().containsAll(of(server).entrySet());
    }

    /** The labels of every object of a server. */
    static Map<String, String> of(Identity server) {
        Map<String, String> labels = new TreeMap<>(selector(server));
        labels.put(MANAGED_BY, OPERATOR);
        return labels;
    }
}
