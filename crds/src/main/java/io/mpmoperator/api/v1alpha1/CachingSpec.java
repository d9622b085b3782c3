package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long clients keep some of the responses: directives {@code ExpiresByType}, {@code ExpiresDefault} and {@code Header}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "(has(self.paths) && size(self.paths) > 0) != (has(self.types) && size(self.types) > 0)",
        message = "give exactly one of paths and types")
@ValidationRule(
        value = "has(self.maxAge) != (has(self.noStore) && self.noStore)",
        message = "give exactly one of maxAge and noStore: true")
@ValidationRule(
        value = "!(has(self.immutable) && self.immutable) || has(self.maxAge)",
        message = "immutable belongs to maxAge")
public record CachingSpec(
        @JsonPropertyDescription("Which paths. An empty list is as none. " + SitePath.PATHS) @Size(max = 64)
        List<@Pattern(SitePath.PATTERN) @Size(min = 1, max = 1024) String> paths,

        @JsonPropertyDescription("Which media types, for instance text/css. An empty list is as none.") @Size(max = 64)
        List<@Pattern(AgeText.MEDIA_TYPE) @Size(min = 3, max = 128) String> types,

        @JsonPropertyDescription(
                "How long from the response on, for instance 365d, 12h or 90s; 0 asks again each time.")
        @Pattern(AgeText.PATTERN)
        @Size(min = 1, max = 30)
        @Nullable
        String maxAge,

        @JsonPropertyDescription("Whether it never changes meanwhile, as with a hash in its name. Default false.")
        @Nullable
        Boolean immutable,

        @JsonPropertyDescription("Whether no cache may keep it. Default false.") @Nullable
        Boolean noStore) {

    public CachingSpec {
        paths = ApiLists.copy(paths);
        types = ApiLists.copy(types);
    }
}
