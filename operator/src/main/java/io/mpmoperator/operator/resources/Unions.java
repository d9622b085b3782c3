package io.mpmoperator.operator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * The unions of a pod template: objects of whose fields one alone may be set, such as a probe's handlers. A merge that gives
 * another one takes away the one there was, or the API server would refuse the object.
 *
 * @param members the fields that exclude each other; empty where every field but the name is one
 * @param whole whether a member replaces the one of its name, in place of being merged into it
 */
record Unions(Set<String> members, boolean whole) {

    private static final String NAME = "name";
    private static final Unions NONE = new Unions(Set.of(NAME), false);
    private static final Unions PROBE = new Unions(Set.of("exec", "grpc", "httpGet", "tcpSocket"), true);
    private static final Unions LIFECYCLE = new Unions(Set.of("exec", "httpGet", "sleep", "tcpSocket"), true);

    private static final Map<String, Unions> BY_PARENT = Map.ofEntries(
            Map.entry("startupProbe", PROBE),
            Map.entry("readinessProbe", PROBE),
            Map.entry("livenessProbe", PROBE),
            Map.entry("postStart", LIFECYCLE),
            Map.entry("preStop", LIFECYCLE),
            Map.entry("env", new Unions(Set.of("value", "valueFrom"), false)),
            Map.entry(
                    "valueFrom",
                    new Unions(
                            Set.of("configMapKeyRef", "fieldRef", "fileKeyRef", "resourceFieldRef", "secretKeyRef"),
                            false)),
            Map.entry("volumes", new Unions(Set.of(), false)));

    /** The union that an object is, by the name of the field it is in, or of the list it is an element of. */
    static Unions of(String parent) {
        return BY_PARENT.getOrDefault(parent, NONE);
    }

    /** Takes the members away from an object that the changes exclude. */
    void makeRoom(ObjectNode object, ObjectNode changes) {
        boolean given = changes.propertyStream().anyMatch(field -> isMember(field.getKey()));
        if (given) {
            object.retain(object.propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(field -> !isMember(field) || (changes.has(field) && !whole))
                    .toList());
        }
    }

    private boolean isMember(String field) {
        return !field.equals(NAME) && (members.isEmpty() || members.contains(field));
    }
}
