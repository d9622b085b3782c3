package io.mpmoperator.conf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cipher suites as OpenSSL names and chooses them ({@code SSLCipherSuite}). Those of TLS 1.2 with forward secrecy and authenticated
 * encryption are offered, whatever else a text chooses.
 */
public final class CipherSuites {

    private static final List<Suite> SUITES = List.of(
            suite("ECDHE-ECDSA-AES256-GCM-SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
            suite("ECDHE-RSA-AES256-GCM-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
            suite("ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
            suite("ECDHE-RSA-CHACHA20-POLY1305", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
            suite("ECDHE-ECDSA-AES128-GCM-SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
            suite("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));

    /** All that are offered, as the JDK calls them. */
    public static final List<String> ALL = SUITES.stream().map(Suite::jdkName).toList();

    /** What names every suite. */
    private static final Set<String> EVERY =
            Set.of("ALL", "DEFAULT", "HIGH", "COMPLEMENTOFDEFAULT", "ECDHE", "EECDH", "KEECDH", "KECDHE", "TLSV1.2");

    private CipherSuites() {}

    /** A suite, and the words that choose it. */
    private record Suite(String name, String jdkName, Set<String> words) {

        boolean isOf(String word) {
            String upper = word.toUpperCase(Locale.ROOT);
            return EVERY.contains(upper) || name.equals(upper) || words.contains(upper);
        }
    }

    private static Suite suite(String name, String jdkName) {
        String key = name.contains("ECDSA") ? "ECDSA" : "RSA";
        List<String> words = new ArrayList<>(List.of("A" + key, key.equals("RSA") ? "ARSA" : "ECDSA"));
        if (name.contains("AES")) {
            words.addAll(List.of("AES", "AESGCM", name.contains("AES128") ? "AES128" : "AES256"));
        } else {
            words.add("CHACHA20");
        }
        words.add(name.endsWith("SHA384") ? "SHA384" : "SHA256");
        return new Suite(name, jdkName, Set.copyOf(words));
    }

    /**
     * Reads {@code ECDHE-RSA-AES128-GCM-SHA256:HIGH:!aNULL} and the like: elements are added, {@code -} takes away, {@code !} for good,
     * {@code +} moves to the end and joins words.
     *
     * @throws IllegalArgumentException where no suite is left
     */
    static List<String> parse(List<String> words) {
        String text = words.getLast();
        if (words.size() > 1 && words.getFirst().equalsIgnoreCase("TLSv1.3")) {
            return ALL;
        }
        List<Suite> chosen = new ArrayList<>();
        List<Suite> banned = new ArrayList<>();
        for (String element : text.split("[:, ]+", -1)) {
            if (!element.isEmpty() && element.charAt(0) != '@') {
                apply(element, chosen, banned);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("'%s' chooses no suite that this server offers: those are %s"
                    .formatted(
                            ConfException.shortened(text),
                            String.join(", ", SUITES.stream().map(Suite::name).toList())));
        }
        return chosen.stream().map(Suite::jdkName).toList();
    }

    /** A suite that the JDK names, as OpenSSL names it; those of TLS 1.3 have one name. */
    public static String openSslName(String jdkName) {
        return SUITES.stream()
                .filter(suite -> suite.jdkName().equals(jdkName))
                .map(Suite::name)
                .findFirst()
                .orElse(jdkName);
    }

    private static void apply(String element, List<Suite> chosen, List<Suite> banned) {
        char sign = element.charAt(0);
        boolean signed = sign == '!' || sign == '-' || sign == '+';
        List<Suite> named = named(signed ? element.substring(1) : element);
        switch (sign) {
            case '!' -> {
                chosen.removeAll(named);
                banned.addAll(named);
            }
            case '-' -> chosen.removeAll(named);
            case '+' -> {
                List<Suite> moved = chosen.stream().filter(named::contains).toList();
                chosen.removeAll(moved);
                chosen.addAll(moved);
            }
            default ->
                named.stream()
                        .filter(suite -> !chosen.contains(suite) && !banned.contains(suite))
                        .forEach(chosen::add);
        }
    }

    private static List<Suite> named(String words) {
        return SUITES.stream()
                .filter(suite -> Arrays.stream(words.split("\\+", -1)).allMatch(suite::isOf))
                .toList();
    }
}
