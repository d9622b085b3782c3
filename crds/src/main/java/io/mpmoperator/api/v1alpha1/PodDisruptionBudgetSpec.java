package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** How many pods a drain of nodes may take away at once. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!(has(self.minAvailable) && has(self.maxUnavailable))",
        message = "give one of minAvailable and maxUnavailable")
@ValidationRule(value = Amount.MIN_AVAILABLE, message = Amount.MIN_AVAILABLE_MESSAGE)
@ValidationRule(value = Amount.MAX_UNAVAILABLE, message = Amount.MAX_UNAVAILABLE_MESSAGE)
public record PodDisruptionBudgetSpec(
        @JsonPropertyDescription("Pods that must stay, as a number or in per cent, for instance 2 or 50%.") @Nullable
        IntOrString minAvailable,

        @JsonPropertyDescription("Pods that may go, as a number or in per cent, for instance 1 or 25%. Default 1 where"
                + " minAvailable is not given.")
        @Nullable
        IntOrString maxUnavailable) {}
