package io.mpmoperator.operator.plan;

import io.mpmoperator.conf.Modules;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The directives of a configuration, to be looked for by name. */
record WrittenLines(List<Line> ofServer, List<Line> all) {

    static WrittenLines of(Tree tree) {
        List<Line> ofServer = new ArrayList<>();
        List<Line> all = new ArrayList<>();
        for (Node node : tree.nodes()) {
            if (node instanceof Line line) {
                ofServer.add(line);
            }
            collect(node, all);
        }
        return new WrittenLines(ofServer, all);
    }

    private static void collect(Node node, List<Line> all) {
        switch (node) {
            case Line line -> all.add(line);
            case Section section -> section.children().forEach(child -> collect(child, all));
        }
    }

    /** The last of the server's with one of these names: the one that is in force. */
    Optional<Line> last(List<String> names) {
        return ofServer.stream()
                .filter(line -> names.stream().anyMatch(line.name()::equalsIgnoreCase))
                .reduce((_, later) -> later);
    }

    /** All with that name, those of virtual hosts too. */
    Stream<Line> named(String name) {
        return all.stream().filter(line -> line.name().equalsIgnoreCase(name));
    }

    /** The last that says that mode. */
    Optional<Line> naming(Mode mode) {
        return ofServer.stream().filter(line -> says(line, mode)).reduce((_, later) -> later);
    }

    private static boolean says(Line line, Mode mode) {
        if (line.arguments().isEmpty()) {
            return false;
        }
        String word = line.arguments().getFirst();
        return line.name().equalsIgnoreCase("ServerMPM")
                ? word.equalsIgnoreCase(mode.directiveValue())
                : line.name().equalsIgnoreCase("LoadModule")
                        && Modules.modeOf(word).filter(mode::equals).isPresent();
    }

    /** A directive with its place, for messages. */
    static String text(Line line) {
        return "%s %s of %s".formatted(line.name(), String.join(" ", line.arguments()), line.at());
    }
}
