package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** What the server must hold, or may cost. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!(has(self.concurrency) && has(self.memoryBudget))",
        message = "give one of sizing.concurrency and sizing.memoryBudget: each determines the other")
@ValidationRule(
        value = "!has(self.memoryBudget) || !has(self.maxMemory)",
        message = "sizing.maxMemory says nothing beside sizing.memoryBudget, which is a maximum already")
public record SizingSpec(
        @JsonPropertyDescription(
                "Requests in progress at once in one pod, for instance 400: the settings and the memory"
                        + " limit are derived from it. Give this or memoryBudget.")
        @Min(1)
        @Max(1000000)
        @Nullable
        Integer concurrency,

        @JsonPropertyDescription(
                "Memory that one pod may use, for instance 512Mi: the largest settings that fit are derived"
                        + " from it. Give this or concurrency.")
        @Nullable
        Quantity memoryBudget,

        @JsonPropertyDescription(
                "Idle keep-alive connections that one pod must hold besides its requests. Mode event parks"
                        + " them; in prefork and worker each of them occupies a process or a thread. Default 0.")
        @Min(0)
        @Max(10000000)
        @Nullable
        Integer idleConnections,

        @JsonPropertyDescription("What the request handlers need.") @Nullable
        HandlerBudget handler,

        @JsonPropertyDescription(
                "The most memory that one pod may be planned with, for instance 2Gi: a plan above it is not"
                        + " rolled out, and what runs keeps running.")
        @Nullable
        Quantity maxMemory) {}
