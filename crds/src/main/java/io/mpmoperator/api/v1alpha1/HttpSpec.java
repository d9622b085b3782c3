package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Limits and time-outs of HTTP connections, by Apache's names in lowerCamelCase. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HttpSpec(
        @JsonPropertyDescription(
                "Timeout: how long the server waits for the client to send or take the next bytes. Default" + " 60s.")
        @Pattern(DurationText.PATTERN)
        @Size(min = 1, max = 20)
        @Nullable
        String timeout,

        @JsonPropertyDescription("KeepAlive: whether a connection serves more than one request. Default true.")
        @Nullable
        Boolean keepAlive,

        @JsonPropertyDescription(
                "KeepAliveTimeout: how long an idle connection waits for its next request. Default 5s.")
        @Pattern(DurationText.PATTERN)
        @Size(min = 1, max = 20)
        @Nullable
        String keepAliveTimeout,

        @JsonPropertyDescription("MaxKeepAliveRequests: requests after which a connection is closed; 0 means no limit."
                + " Default 100.")
        @Min(0)
        @Max(1000000000)
        @Nullable
        Integer maxKeepAliveRequests,

        @JsonPropertyDescription("LimitRequestLine: the longest request line, in bytes. Default 8190.")
        @Min(64)
        @Max(1048576)
        @Nullable
        Integer limitRequestLine,

        @JsonPropertyDescription("LimitRequestFieldSize: the longest header field, in bytes. Default 8190.")
        @Min(64)
        @Max(1048576)
        @Nullable
        Integer limitRequestFieldSize,

        @JsonPropertyDescription("LimitRequestFields: header fields of a request; 0 means no limit. Default 100.")
        @Min(0)
        @Max(32767)
        @Nullable
        Integer limitRequestFields,

        @JsonPropertyDescription(
                "LimitRequestBody: the largest request body, for instance 10Mi; 0 means no limit. Default 1Gi.")
        @Nullable
        Quantity limitRequestBody,

        @JsonPropertyDescription(
                "RequestMemoryLimit: what clients may make each child process hold in all, of heads that are large or not"
                        + " complete and of parked connections; part of the memory limit. From 64Ki. Default: 896Ki and 4Ki"
                        + " for each thread.")
        @Nullable
        Quantity requestMemoryLimit,

        @JsonPropertyDescription(
                "ReceiveBufferSize: what a client may send before the server reads it, in bytes, which bounds how much of an upload is"
                        + " on its way at once; the kernel takes twice as much, part of the memory limit. From 512, or 0 for"
                        + " the kernel's own tuning, which is counted as 6 MiB. Default 65536.")
        @Min(0)
        @Max(1073741824)
        @Nullable
        Integer receiveBufferSize,

        @JsonPropertyDescription("RequestReadTimeout: how long a client may take to send a request.") @Nullable
        RequestReadTimeoutSpec requestReadTimeout) {}
