package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How long a client may take to send a request; after that it gets 408. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.header) || !has(self.headerMax) || duration(self.headerMax) == duration('0') ||"
                + " duration(self.headerMax) >= duration(self.header)",
        messageExpression = "'headerMax %s is below header %s: it is the most that the time may grow"
                + " to'.format([self.headerMax, self.header])")
@ValidationRule(
        value = "!has(self.headerMinRate) || self.headerMinRate != 0 || !has(self.headerMax) || (has(self.header) &&"
                + " duration(self.headerMax) == duration(self.header))",
        message = "headerMax is never reached with a headerMinRate of 0: give 1 or more, or leave headerMax out")
public record RequestReadTimeoutSpec(
        @JsonPropertyDescription("Time for the request line and the header fields. Default 20s; 0 means no limit.")
        @Pattern(DurationText.PATTERN)
        @Size(min = 1, max = 20)
        @Nullable
        String header,

        @JsonPropertyDescription("The most to which headerMinRate may extend that time. Default 40s.")
        @Pattern(DurationText.PATTERN)
        @Size(min = 1, max = 20)
        @Nullable
        String headerMax,

        @JsonPropertyDescription("Bytes that extend the header's time by a second each time they arrive. Default 500.")
        @Min(0)
        @Max(1000000000)
        @Nullable
        Integer headerMinRate,

        @JsonPropertyDescription("Time for the body. Default 20s; 0 means no limit.")
        @Pattern(DurationText.PATTERN)
        @Size(min = 1, max = 20)
        @Nullable
        String body,

        @JsonPropertyDescription("Bytes that extend the body's time by a second each time they arrive. Default 500.")
        @Min(0)
        @Max(1000000000)
        @Nullable
        Integer bodyMinRate) {}
