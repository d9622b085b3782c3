package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which responses are compressed with gzip for clients that take it: directive {@code AddOutputFilterByType DEFLATE}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompressionSpec(
        @JsonPropertyDescription("Whether anything is compressed.") @Required
        boolean enabled,

        @JsonPropertyDescription("The media types. Default: those of texts, scripts, JSON, XML, SVG and WebAssembly.")
        @Size(min = 1, max = 64)
        @Nullable
        List<@Pattern(AgeText.MEDIA_TYPE) @Size(min = 3, max = 128) String> types,

        @JsonPropertyDescription(
                "DeflateMinLength: bytes of the shortest response that is compressed, for instance 1Ki. Default 69, as"
                        + " in Apache.")
        @Nullable
        Quantity minLength) {

    public CompressionSpec {
        types = ApiLists.copyOrNull(types);
    }
}
