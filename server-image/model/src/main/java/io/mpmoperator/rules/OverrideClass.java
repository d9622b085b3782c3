package io.mpmoperator.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A class of directives that AllowOverride lets into .htaccess. */
public enum OverrideClass {
    AUTH_CONFIG("AuthConfig"),
    FILE_INFO("FileInfo"),
    INDEXES("Indexes"),
    LIMIT("Limit"),
    OPTIONS("Options");

    /** What AllowOverride says of a folder. */
    public static final Setting<Set<OverrideClass>> ALLOWED = Setting.last("AllowOverride");

    private final String word;

    OverrideClass(String word) {
        this.word = word;
    }

    /** The word in AllowOverride. */
    public String word() {
        return word;
    }

    /**
     * Reads the words after AllowOverride.
     *
     * @throws IllegalArgumentException for a word that is none of its
     */
    public static Set<OverrideClass> parse(List<String> words) {
        Set<OverrideClass> allowed = EnumSet.noneOf(OverrideClass.class);
        for (String word : words) {
            switch (word.toLowerCase(Locale.ROOT)) {
                case "all" -> allowed.addAll(EnumSet.allOf(OverrideClass.class));
                case "none", "nonfatal=all", "nonfatal=override", "nonfatal=unknown" -> {}
                default -> allowed.add(named(word));
            }
        }
        return Set.copyOf(allowed);
    }

    private static OverrideClass named(String word) {
        String name = word.toLowerCase(Locale.ROOT).startsWith("options=") ? "Options" : word;
        for (OverrideClass override : values()) {
            if (override.word.equalsIgnoreCase(name)) {
                return override;
            }
        }
        throw new IllegalArgumentException(
                "'%s' is not known: accepted are All, None, AuthConfig, FileInfo, Indexes, Limit and Options"
                        .formatted(word));
    }
}
