package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and passwords: directives {@code AuthType Basic}, {@code AuthUserFile} and {@code Require valid-user}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BasicAuthSpec(
        @JsonPropertyDescription(
                "A Secret in the server's namespace whose key htpasswd has a line for each user, as the program htpasswd"
                        + " writes it (bcrypt, apr1 or SHA).")
        @Required
        @Size(min = 1, max = 253)
        String secretName,

        @JsonPropertyDescription("What users are told the name is for. Default: the WebServer's name.")
        @Pattern(SitePath.ONE_LINE)
        @Size(min = 1, max = 256)
        @Nullable
        String realm,

        @JsonPropertyDescription("Where. Default, and for an empty list: everywhere. " + SitePath.PATHS) @Size(max = 64)
        List<@Pattern(SitePath.PATTERN) @Size(min = 1, max = 1024) String> paths) {

    public BasicAuthSpec {
        realm = ApiLists.textOrNull(realm);
        paths = ApiLists.copy(paths);
    }
}
