package io.mpmoperator.proxy;

import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Captures;
import io.mpmoperator.pattern.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ProxyPass or ProxyPassMatch: which requests go to a backend.
 *
 * @param target the URL of the backend, which may have {@code $1}; {@code !} for none
 * @param raw whether the path is passed on as it was sent: {@code nocanon}
 */
public record ProxyMapping(Match match, String target, Parameters parameters, boolean raw) {

    private static final String NOT = "!";
    private static final String RAW = "nocanon";

    /** Of which paths it is said. */
    public sealed interface Match {

        /** Those that begin with a path. */
        record Prefix(String path) implements Match {}

        /** Those that match a pattern. */
        record Pattern(ApachePattern pattern) implements Match {}

        /** Those of the section that it is in. */
        record OfSection(boolean pattern) implements Match {}
    }

    /** What is decided of a request. */
    public sealed interface Decision {

        /** It stays here. */
        record Excluded() implements Decision {}

        /**
         * It goes to a backend.
         *
         * @param url decoded where the mapping is not raw
         */
        record Forwarded(String url, ProxyMapping by) implements Decision {}
    }

    /**
     * Reads ProxyPass.
     *
     * @throws IllegalArgumentException with what would be accepted
     */
    public static ProxyMapping prefix(List<String> words) {
        return isOfSection(words)
                ? of(new Match.OfSection(false), words)
                : of(new Match.Prefix(path(words.getFirst())), words.subList(1, words.size()));
    }

    /**
     * Reads ProxyPassMatch.
     *
     * @throws IllegalArgumentException with what would be accepted
     */
    public static ProxyMapping pattern(List<String> words) {
        return isOfSection(words)
                ? of(new Match.OfSection(true), words)
                : of(new Match.Pattern(ApachePattern.compile(words.getFirst())), words.subList(1, words.size()));
    }

    private static boolean isOfSection(List<String> words) {
        return words.getFirst().equals(NOT) || BackendUrl.isUrl(words.getFirst());
    }

    /** Refuses what is no path of a URL. */
    static String path(String word) {
        if (!word.startsWith("/")) {
            throw new IllegalArgumentException("'" + word + "' is no path: one that begins with / is accepted");
        }
        return word;
    }

    private static ProxyMapping of(Match match, List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(
                    "no backend is named: a URL such as http://host:8080/, or ! is accepted");
        }
        String target = words.getFirst();
        List<String> parameters = new ArrayList<>(words.subList(1, words.size()));
        boolean raw = parameters.contains(RAW);
        if (parameters.contains("interpolate") || parameters.contains("noquery")) {
            throw new IllegalArgumentException(
                    "interpolate and noquery are not supported: nocanon and key=value are accepted");
        }
        parameters.removeAll(List.of(RAW));
        if (!target.equals(NOT)) {
            BackendUrl.parse(target.replaceAll("\\$[0-9]", "0"));
        }
        return new ProxyMapping(match, target, Parameters.parse(parameters), raw);
    }

    /** The same, said of a path. */
    public ProxyMapping at(Match other) {
        return new ProxyMapping(other, target, parameters, raw);
    }

    /** Whether it names no path, and is said of the section around. */
    public boolean isOfSection() {
        return match instanceof Match.OfSection;
    }

    /** Whether requests that match stay here. */
    public boolean isExclusion() {
        return target.equals(NOT);
    }

    /** The backend, where it is the same for all requests. */
    public Optional<BackendUrl> backend() {
        return isExclusion() || !Substitution.parse(target).isConstant()
                ? Optional.empty()
                : Optional.of(BackendUrl.parse(target));
    }

    /**
     * What is decided of a path; empty where it is not said of it.
     *
     * @param path of the URL, decoded
     * @param sent the same as it was sent
     */
    public Optional<Decision> decide(String path, String sent) {
        return switch (match) {
            case Match.Prefix(String prefix) -> ofPrefix(prefix, path, sent);
            case Match.Pattern(ApachePattern pattern) ->
                Optional.ofNullable(pattern.match(path)).map(captures -> decision(substituted(captures, path)));
            case Match.OfSection _ -> Optional.empty();
        };
    }

    private Optional<Decision> ofPrefix(String prefix, String path, String sent) {
        int length = matched(path, prefix);
        if (length < 0) {
            return Optional.empty();
        }
        int lengthSent = raw ? matched(sent, prefix) : -1;
        return Optional.of(decision(target + (lengthSent < 0 ? path.substring(length) : sent.substring(lengthSent))));
    }

    private Decision decision(String url) {
        return isExclusion() ? new Decision.Excluded() : new Decision.Forwarded(url, this);
    }

    /** A target without a group has the whole path behind it. */
    private String substituted(Captures captures, String path) {
        Substitution substitution = Substitution.parse(target);
        return substitution.isConstant() ? target + path : substitution.apply(captures);
    }

    /**
     * How much of a path a prefix is, where it ends with a segment; several slashes are one. Apache: {@code alias_match}.
     *
     * @return -1 where it is none
     */
    static int matched(String path, String prefix) {
        int at = 0;
        for (int i = 0; i < prefix.length(); i++) {
            char c = prefix.charAt(i);
            if (at == path.length() || path.charAt(at) != c) {
                return -1;
            }
            at++;
            while (c == '/' && i + 1 < prefix.length() && prefix.charAt(i + 1) == '/') {
                i++;
            }
            while (c == '/' && at < path.length() && path.charAt(at) == '/') {
                at++;
            }
        }
        boolean ends = prefix.endsWith("/") || at == path.length() || path.charAt(at) == '/';
        return ends ? at : -1;
    }
}
