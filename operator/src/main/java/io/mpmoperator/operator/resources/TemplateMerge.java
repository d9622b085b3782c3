package io.mpmoperator.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.mpmoperator.operator.plan.PodLayout;
import io.mpmoperator.operator.resources.PodTemplates.Merged;
import java.util.List;

/** Merges the spec's own pod template into the derived one, and puts back what the operator owns. */
final class TemplateMerge {

    private static final String DEVICES = "volumeDevices";

    private TemplateMerge() {}

    static Merged merge(PodTemplateSpec derived, PodTemplateSpec own, PodTemplateSpec owned) {
        JsonNode asked = StrategicMerge.merge(Json.tree(derived), Json.tree(own));
        JsonNode held = StrategicMerge.merge(asked, Json.tree(owned));
        leaveOutDevicesInPlaceOfMounts(
                serverOf(held), serverOf(Json.tree(owned)).path("volumeMounts"));
        List<String> overruled = Differences.of(asked, held);
        return new Merged(Json.object(held, PodTemplateSpec.class), overruled);
    }

    private static JsonNode serverOf(JsonNode template) {
        return template.path("spec")
                .path("containers")
                .valueStream()
                .filter(container ->
                        PodLayout.CONTAINER.equals(container.path("name").asText()))
                .findFirst()
                .orElseThrow();
    }

    /** A volume is a device of a container or mounted into it, and a path is the one or the other. */
    private static void leaveOutDevicesInPlaceOfMounts(JsonNode server, JsonNode mounts) {
        if (server instanceof ObjectNode container && container.path(DEVICES) instanceof ArrayNode devices) {
            devices.removeIf(device -> mounts.valueStream().anyMatch(mount -> isInPlaceOf(device, mount)));
            if (devices.isEmpty()) {
                container.remove(DEVICES);
            }
        }
    }

    private static boolean isInPlaceOf(JsonNode device, JsonNode mount) {
        return device.path("name").equals(mount.path("name"))
                || device.path("devicePath").equals(mount.path("mountPath"));
    }
}
