package io.mpmoperator.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The versions of TLS: {@code SSLProtocol} as Apache reads it, of which 1.2 and 1.3 are spoken. */
public final class TlsVersions {

    /** Those that this server speaks, as the JDK calls them. */
    public static final List<String> ALL = List.of("TLSv1.3", "TLSv1.2");

    private static final Set<String> KNOWN = Set.of("sslv2", "sslv3", "tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3", "all");

    private TlsVersions() {}

    /**
     * Reads {@code all -SSLv3 -TLSv1}, {@code TLSv1.2 TLSv1.3} and the like.
     *
     * @throws IllegalArgumentException for what is no version, and where none is left that is spoken
     */
    static List<String> parse(List<String> words) {
        List<String> chosen = new ArrayList<>();
        for (String word : words) {
            char sign = word.charAt(0);
            String name = sign == '+' || sign == '-' ? word.substring(1) : word;
            if (!KNOWN.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "'%s' is no version of TLS: TLSv1.2, TLSv1.3 and all are accepted, with + or - before them"
                                .formatted(ConfException.shortened(word)));
            }
            List<String> named = named(name);
            switch (sign) {
                case '-' -> chosen.removeAll(named);
                case '+' -> add(named, chosen);
                default -> {
                    if (word.equals(words.getFirst()) || name.equalsIgnoreCase("all")) {
                        chosen.clear();
                    }
                    add(named, chosen);
                }
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "no version is left that this server speaks: TLSv1.2 and TLSv1.3 are accepted");
        }
        return ALL.stream().filter(chosen::contains).toList();
    }

    private static List<String> named(String name) {
        return name.equalsIgnoreCase("all")
                ? ALL
                : ALL.stream().filter(name::equalsIgnoreCase).toList();
    }

    private static void add(List<String> named, List<String> chosen) {
        named.stream().filter(one -> !chosen.contains(one)).forEach(chosen::add);
    }
}
