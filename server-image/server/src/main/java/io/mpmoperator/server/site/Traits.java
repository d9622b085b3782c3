package io.mpmoperator.server.site;

import io.mpmoperator.mediatype.TypeTable;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.Setting;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.rules.SiteSettings.TagPart;
import io.mpmoperator.server.content.FileTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What rules and its extensions say of a file, as mod_mime puts them together. */
final class Traits {

    private static final String UNSAID = "";

    /** For names that say nothing. A browser saves such a file, and does not guess that it is a page with scripts. */
    private static final String UNKNOWN = "application/octet-stream";

    private final Rules rules;
    private final TypeTable known;
    private String type = UNSAID;
    private String charset = UNSAID;
    private final List<String> encodings = new ArrayList<>();
    private final List<String> languages = new ArrayList<>();

    private Traits(Rules rules, TypeTable known) {
        this.rules = rules;
        this.known = known;
    }

    /**
     * Those of a file.
     *
     * @param known media types by extension, where no rule says another
     * @param forced the media type that rules have given to the response
     */
    static Traits of(String name, Rules rules, TypeTable known, Optional<String> forced) {
        Traits traits = new Traits(rules, known);
        String[] parts = name.split("\\.", -1);
        for (int i = 1; i < parts.length; i++) {
            traits.take(parts[i].toLowerCase(Locale.ROOT));
        }
        forced.or(() -> rules.get(SiteSettings.FORCE_TYPE).filter(said -> !said.equalsIgnoreCase("none")))
                .ifPresent(said -> traits.type = said);
        return traits;
    }

    /** The media type, and a charset where its extensions say one. */
    String type() {
        String plain = type.equals(UNSAID) ? UNKNOWN : type;
        return charset.isEmpty() || plain.contains("charset") ? plain : plain + "; charset=" + charset;
    }

    private void take(String extension) {
        String said = value(SiteSettings.TYPES, extension);
        if (!said.isEmpty()) {
            type = said;
        } else if (!rules.or(SiteSettings.TYPES, Map.of()).containsKey(extension)) {
            type = known.of(extension).orElse(type);
        }
        charset = value(SiteSettings.CHARSETS, extension).isEmpty() ? charset : value(SiteSettings.CHARSETS, extension);
        add(encodings, value(SiteSettings.ENCODINGS, extension));
        add(languages, value(SiteSettings.LANGUAGES, extension));
    }

    private String value(Setting<Map<String, String>> setting, String extension) {
        return rules.or(setting, Map.of()).getOrDefault(extension, "");
    }

    private static void add(List<String> to, String value) {
        if (!value.isEmpty()) {
            to.add(value);
        }
    }

    /** What a response with the file says of it. */
    FileTraits of(String name, RequestFacts facts) {
        Set<TagPart> tag = rules.or(SiteSettings.FILE_ETAG, Set.of(TagPart.MTIME, TagPart.SIZE));
        String whole = withCharset(type());
        return new FileTraits(
                whole,
                encodings.isEmpty() ? null : String.join(", ", encodings),
                languages.isEmpty() ? null : String.join(", ", languages),
                !tag.isEmpty(),
                encodings.isEmpty(),
                encodings.isEmpty() ? Filters.of(name, whole, rules, facts) : null);
    }

    private String withCharset(String plain) {
        if (plain.contains("charset")) {
            return plain;
        }
        Optional<String> said = rules.get(SiteSettings.DEFAULT_CHARSET);
        if (said.isEmpty()) {
            return plain.startsWith("text/") ? plain + ";charset=utf-8" : plain;
        }
        boolean text = plain.equals("text/html") || plain.equals("text/plain");
        return text && !said.get().isEmpty() ? plain + "; charset=" + said.get() : plain;
    }
}
