package io.mpmoperator.operator.site;

import io.fabric8.kubernetes.api.model.Quantity;
import io.mpmoperator.api.v1alpha1.BasicAuthSpec;
import io.mpmoperator.api.v1alpha1.CompressionSpec;
import io.mpmoperator.api.v1alpha1.HeaderSpec;
import io.mpmoperator.api.v1alpha1.RedirectSpec;
import io.mpmoperator.api.v1alpha1.SiteSpec;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Position;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.rules.CompressionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a site as the directives that they name. */
public final class SiteDirectives {

    private static final int FOUND = 302;

    /** Where nothing says which media types are compressed: those that get a good deal smaller. */
    private static final List<String> COMPRESSED = List.of(
            "text/html",
            "text/plain",
            "text/css",
            "text/csv",
            "text/xml",
            "text/markdown",
            "text/javascript",
            "application/javascript",
            "application/json",
            "application/ld+json",
            "application/manifest+json",
            "application/xml",
            "application/xhtml+xml",
            "application/rss+xml",
            "application/atom+xml",
            "application/wasm",
            "image/svg+xml");

    private final SiteText text = new SiteText();

    private SiteDirectives() {}

    /**
     * The directives of a site.
     *
     * @param realm what users are told a password is for, where the site does not say it
     * @param passwords path of the file with the users' passwords
     * @throws IllegalArgumentException with the field and what would be accepted
     */
    public static SiteText of(@Nullable SiteSpec site, String realm, String passwords) {
        SiteDirectives directives = new SiteDirectives();
        if (site != null) {
            directives.proxies(site.trustedProxies());
            directives.pages(site);
            directives.headers(site.headers());
            directives.redirects(site.redirects());
            new CachingDirectives(directives.text).write(site.caching());
            directives.compression(site.compression());
            directives.passwords(site.basicAuth(), realm, passwords);
        }
        return directives.text;
    }

    private void proxies(List<String> trusted) {
        if (!trusted.isEmpty()) {
            text.add("spec.site.trustedProxies", line("RemoteIPHeader", List.of("X-Forwarded-For")));
            text.add("spec.site.trustedProxies", line("RemoteIPInternalProxy", trusted));
        }
    }

    private void pages(SiteSpec site) {
        Optional.ofNullable(site.fallback())
                .ifPresent(path -> text.add("spec.site.fallback", line("FallbackResource", List.of(path))));
        site.errorPages()
                .forEach((code, page) -> text.add(
                        "spec.site.errorPages[%s]".formatted(code), line("ErrorDocument", List.of(code, page))));
    }

    private void headers(List<HeaderSpec> headers) {
        for (int i = 0; i < headers.size(); i++) {
            HeaderSpec header = headers.get(i);
            add("spec.site.headers[%d]".formatted(i), header.paths(), List.of(header(header)));
        }
    }

    private static Line header(HeaderSpec header) {
        List<String> words = new ArrayList<>();
        if (Boolean.TRUE.equals(header.always())) {
            words.add("always");
        }
        words.add(Objects.requireNonNullElse(header.action(), "Set").toLowerCase(Locale.ROOT));
        words.add(header.name());
        Optional.ofNullable(header.value()).map(SiteDirectives::literal).ifPresent(words::add);
        return line("Header", words);
    }

    /** A value of Header in which a percent sign means itself. */
    static String literal(String value) {
        return value.replace("%", "%%");
    }

    private void redirects(List<RedirectSpec> redirects) {
        for (int i = 0; i < redirects.size(); i++) {
            RedirectSpec redirect = redirects.get(i);
            List<String> words = new ArrayList<>();
            words.add(Integer.toString(Objects.requireNonNullElse(redirect.status(), FOUND)));
            words.add(redirect.from());
            Optional.ofNullable(redirect.to()).ifPresent(words::add);
            String name = Boolean.TRUE.equals(redirect.regex()) ? "RedirectMatch" : "Redirect";
            text.add("spec.site.redirects[%d]".formatted(i), line(name, words));
        }
    }

    private void compression(@Nullable CompressionSpec compression) {
        if (compression != null && compression.enabled()) {
            List<String> words = new ArrayList<>(List.of("DEFLATE"));
            words.addAll(Objects.requireNonNullElse(compression.types(), COMPRESSED));
            text.add("spec.site.compression", line("AddOutputFilterByType", words));
            Optional.ofNullable(compression.minLength())
                    .map(SiteDirectives::bytes)
                    .filter(length -> !length.equals(Long.toString(CompressionSettings.LEAST)))
                    .ifPresent(length ->
                            text.add("spec.site.compression.minLength", line("DeflateMinLength", List.of(length))));
        }
    }

    private static String bytes(Quantity length) {
        return Quantity.getAmountInBytes(length).toBigInteger().toString();
    }

    private void passwords(@Nullable BasicAuthSpec auth, String realm, String passwords) {
        if (auth != null) {
            List<Node> lines = List.of(
                    line("AuthType", List.of("Basic")),
                    line("AuthName", List.of(Objects.requireNonNullElse(auth.realm(), realm))),
                    line("AuthUserFile", List.of(passwords)),
                    line("Require", List.of("valid-user")));
            add("spec.site.basicAuth", auth.paths().isEmpty() ? List.of("/") : auth.paths(), lines);
        }
    }

    private void add(String field, List<String> paths, List<? extends Node> nodes) {
        if (paths.isEmpty()) {
            nodes.forEach(node -> text.add(field, node));
        }
        paths.forEach(path -> text.add(field, location(path, nodes)));
    }

    static Line line(String name, List<String> words) {
        return new Line(new Position("spec.site", 0), name, words);
    }

    static Section location(String path, List<? extends Node> nodes) {
        return new Section(new Position("spec.site", 0), "Location", List.of(path), List.copyOf(nodes));
    }
}
