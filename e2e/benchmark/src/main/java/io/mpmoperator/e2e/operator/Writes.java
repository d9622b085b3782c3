package io.mpmoperator.e2e.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What objects say of who wrote them when. The API server keeps for each field manager, operation and subresource of an
 * object the time of its last write that changed something; an Event names the controller that reports it. A write of the
 * operator that changes anything is therefore seen, whoever else writes the same object, as the controllers of Kubernetes do
 * with the status of a Deployment.
 *
 * @param ours time of the operator's last write, by object and field managed
 * @param versions resource version by object, which every write of anybody changes
 */
record Writes(Map<String, String> ours, Map<String, String> versions) {

    private static final String OPERATOR = "mpm-operator";

    static Writes of(List<? extends HasMetadata> objects) {
        Map<String, String> ours = new TreeMap<>();
        Map<String, String> versions = new TreeMap<>();
        for (HasMetadata object : objects) {
            String name = object.getKind() + "/" + object.getMetadata().getName();
            String version = object.getMetadata().getResourceVersion();
            versions.put(name, version);
            if (object instanceof Event event) {
                if (Optional.ofNullable(event.getReportingController())
                        .orElse("")
                        .startsWith(OPERATOR)) {
                    ours.put(name, version);
                }
                continue;
            }
            object.getMetadata().getManagedFields().stream()
                    .filter(entry -> entry.getManager().startsWith(OPERATOR))
                    .forEach(entry -> ours.put(name + " " + part(entry), entry.getTime()));
        }
        return new Writes(ours, versions);
    }

    private static String part(ManagedFieldsEntry entry) {
        return "%s %s %s"
                .formatted(
                        entry.getManager(),
                        entry.getOperation(),
                        Optional.ofNullable(entry.getSubresource()).orElse(""));
    }

    /** What the operator has written since, each once however often. */
    List<String> oursSince(Writes before) {
        return changes(before.ours, ours);
    }

    /** The objects written since of which the operator has written no part. */
    List<String> othersSince(Writes before) {
        List<String> written = oursSince(before);
        return changes(before.versions, versions).stream()
                .filter(object -> written.stream().noneMatch(part -> isPartOf(object, part)))
                .toList();
    }

    private static boolean isPartOf(String object, String part) {
        return part.equals(object) || part.startsWith(object + " ");
    }

    private static List<String> changes(Map<String, String> before, Map<String, String> after) {
        return after.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableList());
    }
}
