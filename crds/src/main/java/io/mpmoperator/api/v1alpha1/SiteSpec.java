package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What most sites want of their server; each entry becomes the directives of Apache that it names. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.errorPages) || self.errorPages.all(code, code.matches('^[45][0-9][0-9]$'))",
        fieldPath = ".errorPages",
        message = "errorPages has codes of errors as its keys, 400 to 599 in quotes")
public record SiteSpec(
        @JsonPropertyDescription(
                "FallbackResource: the path that responds where there is no file, for instance /index.html of a"
                        + " single-page application.")
        @Pattern(SitePath.PATTERN)
        @Size(max = 1024)
        @Nullable
        String fallback,

        @JsonPropertyDescription("Header: fields that are set in responses, in this order. An empty list is as none.")
        @Size(max = 64)
        List<HeaderSpec> headers,

        @JsonPropertyDescription(
                "Redirect and RedirectMatch: the first that matches is sent. An empty list is as none.")
        @Size(max = 512)
        List<RedirectSpec> redirects,

        @JsonPropertyDescription(
                "ErrorDocument: by the code of an error in quotes, such as \"404\", the path or the URL of its page, or"
                        + " the text that is sent. An empty map is as none.")
        @Size(max = 64)
        Map<String, @Pattern(SitePath.ONE_LINE) @Size(min = 1, max = 1024) String> errorPages,

        @JsonPropertyDescription(
                "ExpiresActive, ExpiresByType, ExpiresDefault and Header: how long clients keep what they got. Where"
                        + " several are about one response, the Cache-Control of paths wins over that of types, and a later one"
                        + " over an earlier. An empty list is as none.")
        @Size(max = 64)
        List<CachingSpec> caching,

        @JsonPropertyDescription("AddOutputFilterByType DEFLATE: which responses are compressed.") @Nullable
        CompressionSpec compression,

        @JsonPropertyDescription(
                "RemoteIPHeader X-Forwarded-For and RemoteIPInternalProxy: the addresses of proxies, such as 10.0.0.0/8, that"
                        + " are believed who the client is and whether it came over HTTPS. An Ingress is such a proxy."
                        + " An empty list is as none.")
        @Size(max = 64)
        List<@Pattern("^[0-9a-fA-F.:]+(/[0-9]{1,3})?$") @Size(min = 2, max = 50) String> trustedProxies,

        @JsonPropertyDescription("AuthType Basic: paths that ask for a name and a password.") @Nullable
        BasicAuthSpec basicAuth) {

    public SiteSpec {
        headers = ApiLists.copy(headers);
        redirects = ApiLists.copy(redirects);
        errorPages = errorPages == null ? Map.of() : new TreeMap<>(errorPages);
        caching = ApiLists.copy(caching);
        trustedProxies = ApiLists.copy(trustedProxies);
    }
}
