package io.mpmoperator.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.mpmoperator.operator.resources.PodTemplates.Merged;
import java.util.List;

/** Merges the spec's own pod template into the derived one, and puts back what the operator owns. */
final class TemplateMerge {

    private TemplateMerge() {}

    static Merged merge(PodTemplateSpec derived, PodTemplateSpec own, PodTemplateSpec owned) {
        JsonNode asked = StrategicMerge.merge(Json.tree(derived), Json.tree(own));
        JsonNode held = StrategicMerge.merge(asked, Json.tree(owned));
        List<String> overruled = Differences.of(asked, held);
        return new Merged(Json.object(held, PodTemplateSpec.class), overruled);
    }
}
