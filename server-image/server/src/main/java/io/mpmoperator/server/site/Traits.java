package io.mpmoperator.server.site;

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

    private final Rules rules;
    private String type = UNSAID;
    private String charset = UNSAID;
    private final List<String> encodings = new ArrayList<>();
    private final List<String> languages = new ArrayList<>();

    private Traits(Rules rules) {
        this.rules = rules;
    }

    /**
     * Those of a file.
     *
     * @param forced the media type that rules have given to the response
     */
    static FileTraits of(String name, Rules rules, Optional<String> forced) {
        Traits traits = new Traits(rules);
        String[] parts = name.split("\\.", -1);
        for (int i = 1; i < parts.length; i++) {
            traits.take(parts[i].toLowerCase(Locale.ROOT));
        }
        forced.or(() -> rules.get(SiteSettings.FORCE_TYPE).filter(said -> !said.equalsIgnoreCase("none")))
                .ifPresent(said -> traits.type = said);
        return traits.made(name);
    }

    private void take(String extension) {
        String said = value(SiteSettings.TYPES, extension);
        if (!said.isEmpty()) {
            type = said;
        } else if (!rules.or(SiteSettings.TYPES, Map.of()).containsKey(extension)) {
            String known = FileTraits.typeOf("x." + extension);
            type = known.equals("application/octet-stream") ? type : known;
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

    private FileTraits made(String name) {
        Set<TagPart> tag = rules.or(SiteSettings.FILE_ETAG, Set.of(TagPart.MTIME, TagPart.SIZE));
        boolean nothingSaid = type.equals(UNSAID);
        return new FileTraits(
                withCharset(nothingSaid ? FileTraits.typeOf(name) : type),
                encodings.isEmpty() ? null : String.join(", ", encodings),
                languages.isEmpty() ? null : String.join(", ", languages),
                !tag.isEmpty(),
                encodings.isEmpty());
    }

    private String withCharset(String plain) {
        if (plain.contains("charset")) {
            return plain;
        }
        if (!charset.isEmpty()) {
            return plain + "; charset=" + charset;
        }
        Optional<String> said = rules.get(SiteSettings.DEFAULT_CHARSET);
        if (said.isEmpty()) {
            return plain.startsWith("text/") ? plain + ";charset=utf-8" : plain;
        }
        boolean text = plain.equals("text/html") || plain.equals("text/plain");
        return text && !said.get().isEmpty() ? plain + "; charset=" + said.get() : plain;
    }
}
