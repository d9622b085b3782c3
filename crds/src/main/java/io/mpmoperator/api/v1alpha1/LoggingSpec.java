package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mpmoperator.api.schema.OneOf;
import org.jspecify.annotations.Nullable;

/** What the server logs, and where. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoggingSpec(
        @JsonPropertyDescription("LogLevel: the least severe event that is logged to standard error. Default info.")
        @OneOf({"error", "warn", "info", "debug"})
        @Nullable
        String level,

        @JsonPropertyDescription("CustomLog: a line for each request. Without it, there is no access log.") @Nullable
        AccessLogSpec accessLog) {}
