package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.mpmoperator.api.schema.OneOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field of responses: directive {@code Header}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.action) && self.action == 'Unset' ? !has(self.value) : has(self.value)",
        message = "value is given with Set, Append and Add, and not with Unset")
public record HeaderSpec(
        @JsonPropertyDescription("The field's name, for instance X-Frame-Options.")
        @Required
        @Pattern("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")
        @Size(min = 1, max = 256)
        String name,

        @JsonPropertyDescription("The field's value, sent as it is written: % means nothing.")
        @Pattern(SitePath.ONE_LINE)
        @Size(min = 1, max = 4096)
        @Nullable
        String value,

        @JsonPropertyDescription(
                "Set: in place of what is there. Append: behind what is there, after a comma. Add: a field more. Unset: none."
                        + " Default Set.")
        @OneOf({"Set", "Append", "Add", "Unset"})
        @Nullable
        String action,

        @JsonPropertyDescription("Whether errors and redirects have it too. Default false.") @Nullable
        Boolean always,

        @JsonPropertyDescription("Where. Default, and for an empty list: everywhere. " + SitePath.PATHS) @Size(max = 64)
        List<@Pattern(SitePath.PATTERN) @Size(min = 1, max = 1024) String> paths) {

    public HeaderSpec {
        paths = ApiLists.copy(paths);
    }
}
