package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mpmoperator.api.schema.OneOf;
import org.jspecify.annotations.Nullable;

/** A line for each request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccessLogSpec(
        @JsonPropertyDescription(
                "combined: Apache's combined log format. json: a JSON object a line. Default combined.")
        @OneOf({"combined", "json"})
        @Nullable
        String format,

        @JsonPropertyDescription(
                "Writes access.log to a PersistentVolumeClaim, below a folder with the pod's name. Without it,"
                        + " the access log goes to standard output.")
        @Nullable
        ClaimVolume persistentVolumeClaim) {}
