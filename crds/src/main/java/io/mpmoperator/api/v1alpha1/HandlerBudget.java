package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Java heap that the handlers of one process need, in addition to what the server itself needs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HandlerBudget(
        @JsonPropertyDescription(
                "Java heap that the handlers hold in each process (caches, tables, connection pools), for"
                        + " instance 32Mi. Default 0.")
        @Nullable
        Quantity heap,

        @JsonPropertyDescription(
                "Java heap that a handler needs for each request in progress, for instance 256Ki. Default 0.")
        @Nullable
        Quantity heapPerRequest) {}
