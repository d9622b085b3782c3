package io.mpmoperator.rules;

import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.expression.Expression;
import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Glob;
import io.mpmoperator.proxy.Parameters;
import io.mpmoperator.proxy.ProxyMapping;
import java.util.List;
import java.util.Locale;

/** What the arguments of sections mean. */
public final class Sections {

    private Sections() {}

    /**
     * Refuses arguments that no section of that name has.
     *
     * @throws IllegalArgumentException with what would be accepted
     */
    public static void check(Section section) {
        switch (section.name().toLowerCase(Locale.ROOT)) {
            case "directory", "directorymatch" -> {
                var _ = folder(section, Rules.none());
            }
            case "location", "locationmatch" -> {
                var _ = url(section);
            }
            case "files", "filesmatch" -> {
                var _ = file(section);
            }
            case "proxy", "proxymatch" -> {
                var _ = backend(section);
            }
            case "virtualhost" -> {
                var _ = section.arguments().stream().map(HostAddress::parse).toList();
            }
            case "if", "elseif" -> {
                var _ = Expression.parse(section.arguments().getFirst());
            }
            default -> {}
        }
    }

    /** The folders that a Directory or DirectoryMatch is for. */
    public static FolderSection folder(Section section, Rules rules) {
        if (isPattern(section)) {
            return new FolderSection(pattern(section), 0, rules);
        }
        String path = withoutSlash(section.arguments().getFirst());
        if (!path.startsWith("/") && !path.startsWith("*")) {
            throw new IllegalArgumentException(
                    "'%s' is no folder: a path that begins with / is accepted".formatted(path));
        }
        int depth = path.equals("/")
                ? 1
                : 1 + (int) path.chars().filter(c -> c == '/').count();
        Where where = Glob.isGlob(path) ? new Where.Wildcards(Glob.ofPath(path)) : new Where.Exactly(path);
        return new FolderSection(where, depth, rules);
    }

    /** The URLs that a Location or LocationMatch is for. */
    public static Where url(Section section) {
        String path = section.arguments().getFirst();
        if (isPattern(section)) {
            return pattern(section);
        }
        if (!Glob.isGlob(path)) {
            return new Where.Below(path);
        }
        String plain = withoutSlash(path);
        return new Where.WildcardsBelow(
                Glob.ofPath(plain), (int) plain.chars().filter(c -> c == '/').count());
    }

    /** A Location or LocationMatch, with what it says of backends for its path. */
    public static UrlSection ofUrl(Section section, Rules rules) {
        Where where = url(section);
        String path = section.arguments().getLast();
        ProxyMapping.Match match = where instanceof Where.Found(ApachePattern pattern)
                ? new ProxyMapping.Match.Pattern(pattern)
                : new ProxyMapping.Match.Prefix(path);
        return new UrlSection(where, ProxySettings.in(path, match, rules));
    }

    /** What a Proxy says of its backend behind the URL. */
    public static List<String> parameters(Section section) {
        List<String> arguments = section.arguments();
        return arguments.getFirst().equals("~") ? List.of() : arguments.subList(1, arguments.size());
    }

    /** The URLs of backends that a Proxy or ProxyMatch is for. */
    public static Where backend(Section section) {
        List<String> parameters = parameters(section);
        if (parameters.isEmpty() && isPattern(section)) {
            return pattern(section);
        }
        String url = section.arguments().getFirst();
        var _ = Parameters.parse(parameters);
        return Glob.isGlob(url) ? new Where.Wildcards(Glob.ofText(url, true)) : new Where.Beginning(url);
    }

    /** The names that a Files or FilesMatch is for. */
    public static Where file(Section section) {
        String name = section.arguments().getFirst();
        if (isPattern(section)) {
            return pattern(section);
        }
        return Glob.isGlob(name) ? new Where.Wildcards(Glob.ofText(name, false)) : new Where.Exactly(name);
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean isPattern(Section section) {
        boolean tilde = section.arguments().size() > 1;
        if (tilde && !section.arguments().getFirst().equals("~")) {
            throw new IllegalArgumentException(
                    "<%s> has 2 arguments: one, or ~ and a pattern are accepted".formatted(section.name()));
        }
        return tilde || section.name().toLowerCase(Locale.ROOT).endsWith("match");
    }

    private static Where pattern(Section section) {
        List<String> arguments = section.arguments();
        return new Where.Found(ApachePattern.compile(arguments.getLast()));
    }
}
