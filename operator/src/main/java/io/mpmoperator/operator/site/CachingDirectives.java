package io.mpmoperator.operator.site;

import io.mpmoperator.api.v1alpha1.AgeText;
import io.mpmoperator.api.v1alpha1.CachingSpec;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long clients keep responses. Expires says it for clients of every age; where more is to be said than an age, or where
 * paths are to win over types, Cache-Control is set in full behind it.
 */
final class CachingDirectives {

    private static final String HEADER = "Header";
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final String NO_STORE = "no-store";

    private final SiteText text;

    CachingDirectives(SiteText text) {
        this.text = text;
    }

    void write(List<CachingSpec> caching) {
        if (caching.stream().anyMatch(entry -> !entry.types().isEmpty() && entry.maxAge() != null)) {
            text.add("spec.site.caching", SiteDirectives.line("ExpiresActive", List.of("On")));
        }
        for (int i = 0; i < caching.size(); i++) {
            CachingSpec entry = caching.get(i);
            String field = "spec.site.caching[%d]".formatted(i);
            Optional<Long> age = seconds(field, entry.maxAge());
            entry.paths().forEach(path -> text.add(field, SiteDirectives.location(path, ofPath(entry, age))));
            ofTypes(entry, age).forEach(line -> text.add(field, line));
        }
    }

    private static Optional<Long> seconds(String field, @Nullable String maxAge) {
        return Optional.ofNullable(maxAge)
                .map(age -> AgeText.parse(age)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "%s.maxAge '%s' is no age: write it like 365d, 12h or 90s".formatted(field, age)))
                        .toSeconds());
    }

    private static List<Node> ofPath(CachingSpec entry, Optional<Long> age) {
        if (age.isEmpty()) {
            return List.of(
                    SiteDirectives.line("ExpiresActive", List.of("Off")),
                    SiteDirectives.line(HEADER, List.of("set", CACHE_CONTROL, NO_STORE)));
        }
        return List.of(
                SiteDirectives.line("ExpiresActive", List.of("On")),
                SiteDirectives.line("ExpiresDefault", List.of(after(age.get()))),
                SiteDirectives.line(HEADER, List.of("set", CACHE_CONTROL, control(entry, age.get()))));
    }

    private static List<Line> ofTypes(CachingSpec entry, Optional<Long> age) {
        List<Line> lines = new ArrayList<>();
        age.ifPresent(seconds -> entry.types()
                .forEach(type -> lines.add(SiteDirectives.line("ExpiresByType", List.of(type, after(seconds))))));
        boolean more = age.isEmpty() || Boolean.TRUE.equals(entry.immutable());
        if (more && !entry.types().isEmpty()) {
            String control = age.map(seconds -> control(entry, seconds)).orElse(NO_STORE);
            lines.add(SiteDirectives.line(HEADER, List.of("set", CACHE_CONTROL, control, isOneOf(entry.types()))));
        }
        return lines;
    }

    private static String after(long seconds) {
        return "access plus %d seconds".formatted(seconds);
    }

    private static String control(CachingSpec entry, long seconds) {
        return Boolean.TRUE.equals(entry.immutable())
                ? "max-age=%d, immutable".formatted(seconds)
                : "max-age=%d".formatted(seconds);
    }

    /** The media type of the response, whatever its parameters. */
    private static String isOneOf(List<String> types) {
        String names =
                types.stream().map(type -> type.replaceAll("[.+^$]", "\\\\$0")).collect(Collectors.joining("|"));
        return "expr=%{CONTENT_TYPE} =~ m#^(" + names.replace("#", "\\#") + ")(;|$)#i";
    }
}
