package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.LogDirectives;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.logformat.LogFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The logs of requests: in a pod all of them are on its standard output. */
final class AccessLogs {

    private static final String STANDARD_OUTPUT = "/dev/stdout";
    private static final Map<String, LogFormat> BUILT_IN =
            Map.of("combined", LogFormat.COMBINED, "common", LogFormat.COMMON);

    private AccessLogs() {}

    /** The directives, with the pod's standard output in the place of files. */
    static List<Node> mapped(List<Node> nodes) {
        List<Node> all = new ArrayList<>();
        for (Node node : nodes) {
            all.add(
                    switch (node) {
                        case Line line -> LogDirectives.isAccessLog(line.name()) ? mapped(line) : line;
                        case Section section ->
                            new Section(section.at(), section.name(), section.arguments(), mapped(section.children()));
                    });
        }
        return all;
    }

    private static Line mapped(Line line) {
        if (line.arguments().isEmpty()) {
            return line;
        }
        String target = line.arguments().getFirst();
        boolean file = !target.startsWith("|")
                && !target.startsWith("/dev/")
                && !target.startsWith("/proc/self/fd/")
                && !target.startsWith("syslog")
                && !List.of("stdout", "stderr").contains(target);
        if (!file) {
            return line;
        }
        List<String> words = new ArrayList<>(line.arguments());
        words.set(0, STANDARD_OUTPUT);
        return new Line(line.at(), line.name(), words);
    }

    /** The names that LogFormat gives to other formats than those that have them without it. */
    static List<String> redefined(List<Node> nodes) {
        List<String> names = new ArrayList<>();
        for (Node node : nodes) {
            switch (node) {
                case Section section -> names.addAll(redefined(section.children()));
                case Line line -> redefined(line).ifPresent(names::add);
            }
        }
        return names;
    }

    private static Optional<String> redefined(Line line) {
        List<String> words = line.arguments();
        if (!line.name().equalsIgnoreCase(LogDirectives.LOG_FORMAT) || words.size() != 2) {
            return Optional.empty();
        }
        return Optional.of(words.get(1)).filter(name -> !isBuiltIn(name, words.getFirst()));
    }

    private static boolean isBuiltIn(String name, String text) {
        try {
            LogFormat said = LogFormat.parse(text);
            return Optional.ofNullable(BUILT_IN.get(name.toLowerCase(Locale.ROOT)))
                    .filter(said::equals)
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false; // the reader says what is wrong with it
        }
    }
}
