package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Another address for a path: directives {@code Redirect} and {@code RedirectMatch}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "(has(self.regex) && self.regex) || self.from.startsWith('/')",
        fieldPath = ".from",
        message = "from is a path that begins with /, or a regular expression with regex: true")
@ValidationRule(
        value = "has(self.to) == (!has(self.status) || self.status < 400)",
        message = "to is given with the status of a redirect, 300 to 399, and not with the one of an error")
public record RedirectSpec(
        @JsonPropertyDescription(
                "The path, and all below it; with regex, a regular expression that is searched for in the path.")
        @Required
        @Pattern(SitePath.ONE_LINE)
        @Size(min = 1, max = 1024)
        String from,

        @JsonPropertyDescription(
                "The path or the URL in its place. What follows from in the request follows here; with regex, $1 is what the"
                        + " first group found.")
        @Pattern(SitePath.ONE_LINE)
        @Size(min = 1, max = 2048)
        @Nullable
        String to,

        @JsonPropertyDescription(
                "The status: 301, 302, 303, 307 or 308; 410 or another error is sent without to." + " Default 302.")
        @Min(300)
        @Max(599)
        @Nullable
        Integer status,

        @JsonPropertyDescription("Whether from is a regular expression. Default false.") @Nullable
        Boolean regex) {}
