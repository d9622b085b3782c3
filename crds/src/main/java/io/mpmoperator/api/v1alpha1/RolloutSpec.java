package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.mpmoperator.api.schema.OneOf;
import org.jspecify.annotations.Nullable;

/** How pods are replaced by new ones. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.type) || self.type != 'Recreate' || !(has(self.maxSurge) || has(self.maxUnavailable))",
        message = "maxSurge and maxUnavailable belong to type Surge: remove them, or take type Surge")
@ValidationRule(value = Amount.MAX_SURGE, message = Amount.MAX_SURGE_MESSAGE)
@ValidationRule(value = Amount.MAX_UNAVAILABLE, message = Amount.MAX_UNAVAILABLE_MESSAGE)
@ValidationRule(value = Amount.SOME_ROOM, message = Amount.SOME_ROOM_MESSAGE)
public record RolloutSpec(
        @JsonPropertyDescription(
                "Surge: new pods are started beside the old ones, which go as the new ones become ready. Recreate: all old"
                        + " pods go before the first new one is started, and no request is served meanwhile: for a claim that"
                        + " one pod alone, or one node alone, may mount. Default Surge.")
        @OneOf({"Surge", "Recreate"})
        @Nullable
        String type,

        @JsonPropertyDescription(
                "With Surge, how many pods there may be beyond spec.replicas, as a number or in per cent (rounded up)."
                        + " Default 25%.")
        @Nullable
        IntOrString maxSurge,

        @JsonPropertyDescription(
                "With Surge, how many of spec.replicas may be missing meanwhile, as a number or in per cent (rounded down)."
                        + " Default 0: as many are ready as before.")
        @Nullable
        IntOrString maxUnavailable) {

    /** The type where all old pods go first. */
    public static final String RECREATE = "Recreate";
}
