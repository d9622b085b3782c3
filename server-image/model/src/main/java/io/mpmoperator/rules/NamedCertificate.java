package io.mpmoperator.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A certificate for clients that ask for one of some names, whichever virtual host responds: directive {@code SSLNamedCertificate}.
 *
 * @param certificateFile path of the certificate chain in PEM
 * @param keyFile path of its private key in PEM
 * @param names in lower case; {@code *.example.com} is each name with one label more
 */
public record NamedCertificate(String certificateFile, String keyFile, List<String> names) {

    private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");

    public NamedCertificate {
        names = List.copyOf(names);
    }

    /**
     * Reads the words of a directive.
     *
     * @throws IllegalArgumentException for a name that no client can ask for
     */
    public static NamedCertificate parse(List<String> words) {
        return new NamedCertificate(
                words.get(0),
                words.get(1),
                words.subList(2, words.size()).stream()
                        .map(NamedCertificate::name)
                        .toList());
    }

    private static String name(String word) {
        String name = word.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a host: accepted are names such as www.example.com and *.example.com"
                            .formatted(word));
        }
        return name;
    }
}
