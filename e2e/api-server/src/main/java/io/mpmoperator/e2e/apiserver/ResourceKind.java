package io.mpmoperator.e2e.apiserver;

import java.util.List;
import java.util.Set;

/**
 * A resource that the API server serves, as discovery names it.
 *
 * @param group the API group, empty for the core group
 * @param categories names that mean several resources at once, as {@code all}
 * @param subresources what follows the object's path: {@code status}, {@code scale}
 */
record ResourceKind(
        String group,
        String version,
        String kind,
        String plural,
        boolean namespaced,
        List<String> shortNames,
        Set<String> subresources,
        List<String> categories) {

    ResourceKind(
            String group,
            String version,
            String kind,
            String plural,
            boolean namespaced,
            List<String> shortNames,
            Set<String> subresources) {
        this(group, version, kind, plural, namespaced, shortNames, subresources, List.of());
    }

    /** The kind as one of those that {@code kubectl get all} shows. */
    ResourceKind inAll() {
        return new ResourceKind(group, version, kind, plural, namespaced, shortNames, subresources, List.of("all"));
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    String singular() {
        return kind.toLowerCase(java.util.Locale.ROOT);
    }

    /** The resource as messages name it, {@code webservers.mpm-operator.io}. */
    String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    boolean has(String subresource) {
        return subresources.contains(subresource);
    }
}
