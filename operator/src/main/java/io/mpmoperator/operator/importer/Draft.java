package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.tree.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A WebServer that is being written. */
final class Draft {

    private final String name;
    private final Map<String, Object> spec = new LinkedHashMap<>();
    private final List<Node> configuration = new ArrayList<>();
    private final Set<String> formats = new HashSet<>();

    Draft(String name) {
        this.name = name;
        part("mpm").put("mode", "event");
    }

    String name() {
        return name;
    }

    /** The names that LogFormat gives to formats of its own. */
    Set<String> formats() {
        return formats;
    }

    /** Directives for which there is no field. */
    List<Node> configuration() {
        return configuration;
    }

    /** An object of the spec, for instance {@code site}; made where it is not there yet. */
    @SuppressWarnings("unchecked") // only this class puts objects in, and they are such maps
    Map<String, Object> part(String... path) {
        Map<String, Object> part = spec;
        for (String field : path) {
            part = (Map<String, Object>) part.computeIfAbsent(field, _ -> new LinkedHashMap<String, Object>());
        }
        return part;
    }

    /** A list of the site; made where it is not there yet. */
    @SuppressWarnings("unchecked") // as above
    List<Object> siteList(String field) {
        return (List<Object>) part("site").computeIfAbsent(field, _ -> new ArrayList<Object>());
    }

    /** Adds an entry to a list of the site, and gives the path of the field. */
    String add(String field, Map<String, Object> entry) {
        List<Object> list = siteList(field);
        list.add(entry);
        return "spec.site.%s[%d]".formatted(field, list.size() - 1);
    }

    /** The manifest, with the text of its configuration. */
    Map<String, Object> manifest(String text) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", "mpm-operator.io/v1alpha1");
        manifest.put("kind", "WebServer");
        manifest.put("metadata", new LinkedHashMap<>(Map.of("name", name)));
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (String field : List.of("mpm", "http", "content", "tls", "site", "logging")) {
            if (spec.containsKey(field)) {
                ordered.put(field, spec.get(field));
            }
        }
        if (!text.isEmpty()) {
            ordered.put("configuration", text);
        }
        manifest.put("spec", ordered);
        return manifest;
    }
}
