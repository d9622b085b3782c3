package io.mpmoperator.conf.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration and all that it includes. It follows the directives that decide what is read (Include, Define, the
 * conditions, ServerRoot for where to look) and gives everything else as it is written.
 */
public final class TreeReader {

    /** What one who reads it has memory for, whoever wrote it. */
    static final int MOST_LINES = 20_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int DEEPEST_SECTION = 32;
    private static final int DEEPEST_INCLUDE = 32;
    private static final int LONGEST_NAME = 60;

    private final Surroundings surroundings;
    private final Variables variables;
    private final Conditions conditions;
    private final List<Remark> remarks = new ArrayList<>();
    private String serverRoot;
    private int count;
    private int includes;

    private TreeReader(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.variables = new Variables(surroundings);
        this.conditions = new Conditions(surroundings, variables, this::absolute);
        this.serverRoot = surroundings.folder();
    }

    /**
     * What was read.
     *
     * @param remarks on what is accepted and does not mean what it seems to
     */
    public record Read(Tree tree, List<Remark> remarks) {}

    /**
     * Reads a text.
     *
     * @param file the name that positions begin with
     * @throws SyntaxException for what is no configuration, and for a file that cannot be included
     */
    public static Read read(String file, String text, Surroundings surroundings) throws SyntaxException {
        TreeReader reader = new TreeReader(surroundings);
        List<Node> nodes = reader.file(file, text);
        return new Read(new Tree(nodes), List.copyOf(reader.remarks));
    }

    /**
     * Whether a text has no directive at all, only comments and empty lines.
     *
     * @throws SyntaxException for lines that cannot be taken apart
     */
    public static boolean isEmpty(String file, String text) throws SyntaxException {
        return LogicalLine.split(file, text).isEmpty();
    }

    private List<Node> file(String file, String text) throws SyntaxException {
        if (text.startsWith(BYTE_ORDER_MARK)) {
            throw new SyntaxException(
                    new Position(file, 1),
                    "the text begins with a byte order mark (U+FEFF), which editors do not show: UTF-8 without one is accepted");
        }
        List<Node> nodes = new ArrayList<>();
        Iterator<LogicalLine> lines = LogicalLine.split(file, text).iterator();
        block(lines, null, 0, nodes);
        return nodes;
    }

    /** What lies between the beginning of a section and its end, or in a file where there is none. */
    private void block(Iterator<LogicalLine> lines, @Nullable Header open, int depth, List<Node> into)
            throws SyntaxException {
        while (lines.hasNext()) {
            LogicalLine line = lines.next();
            if (line.text().startsWith("</")) {
                requireEndOf(open, line);
                return;
            }
            if (line.text().startsWith("<")) {
                section(lines, Header.of(line), depth + 1, into);
            } else {
                directive(line, into);
            }
        }
        if (open != null) {
            throw new SyntaxException(
                    open.at(), "<%s> is not closed: </%s> is missing".formatted(open.name(), open.name()));
        }
    }

    private static void requireEndOf(@Nullable Header open, LogicalLine line) throws SyntaxException {
        String name = line.text().substring(2).replace(">", "").strip();
        if (open == null) {
            throw new SyntaxException(line.at(), "</%s> closes a section that is not open".formatted(shortened(name)));
        }
        if (!name.equalsIgnoreCase(open.name())) {
            throw new SyntaxException(
                    line.at(),
                    "</%s> is not the end of <%s> of line %d: </%s> is accepted"
                            .formatted(shortened(name), open.name(), open.at().line(), open.name()));
        }
    }

    private void section(Iterator<LogicalLine> lines, Header header, int depth, List<Node> into)
            throws SyntaxException {
        if (depth > DEEPEST_SECTION) {
            throw new SyntaxException(
                    header.at(),
                    "sections are nested more than %d times: no more are accepted".formatted(DEEPEST_SECTION));
        }
        List<String> arguments = filled(header.at(), header.words());
        Optional<Boolean> condition = conditions.of(header, arguments);
        if (condition.isEmpty()) {
            count(header.at());
            List<Node> children = new ArrayList<>();
            block(lines, header, depth, children);
            into.add(new Section(header.at(), header.name(), arguments, children));
        } else if (condition.get()) {
            block(lines, header, depth, into);
        } else {
            skip(lines, header, depth);
        }
    }

    /** Goes to the end of a section that is not read. Its sections have to be closed all the same. */
    private void skip(Iterator<LogicalLine> lines, Header open, int depth) throws SyntaxException {
        while (lines.hasNext()) {
            LogicalLine line = lines.next();
            if (line.text().startsWith("</")) {
                requireEndOf(open, line);
                return;
            }
            if (line.text().startsWith("<") && depth < DEEPEST_SECTION) {
                skip(lines, Header.of(line), depth + 1);
            }
        }
        throw new SyntaxException(
                open.at(), "<%s> is not closed: </%s> is missing".formatted(open.name(), open.name()));
    }

    private void directive(LogicalLine line, List<Node> into) throws SyntaxException {
        List<String> words = words(line.at(), line.text());
        String name = words.getFirst();
        List<String> arguments = filled(line.at(), words.subList(1, words.size()));
        switch (name.toLowerCase(Locale.ROOT)) {
            case "define" -> define(line.at(), arguments);
            case "undefine" -> variables.undefine(only(line.at(), "UnDefine name", arguments));
            case "include" -> include(line.at(), only(line.at(), "Include path", arguments), true, into);
            case "includeoptional" ->
                include(line.at(), only(line.at(), "IncludeOptional path", arguments), false, into);
            case "error" -> throw new SyntaxException(line.at(), "Error: " + String.join(" ", arguments));
            case "serverroot" -> {
                serverRoot = withoutSlash(absolute(only(line.at(), "ServerRoot path", arguments)));
                add(new Line(line.at(), name, List.of(serverRoot)), into);
            }
            case "loadmodule" -> {
                arguments.stream().findFirst().ifPresent(conditions::load);
                add(new Line(line.at(), name, arguments, raw(line, name)), into);
            }
            default -> add(new Line(line.at(), name, arguments, raw(line, name)), into);
        }
    }

    private String raw(LogicalLine line, String name) {
        String rest = line.text().startsWith(name) ? line.text().substring(name.length()) : "";
        return variables.filled(List.of(rest.strip()), unknown -> {}).getFirst();
    }

    private void add(Line line, List<Node> into) throws SyntaxException {
        count(line.at());
        into.add(line);
    }

    private void count(Position at) throws SyntaxException {
        if (count++ == MOST_LINES) {
            throw new SyntaxException(at, "more than %d directives: no more are accepted".formatted(MOST_LINES));
        }
    }

    private void define(Position at, List<String> arguments) throws SyntaxException {
        if (arguments.isEmpty() || arguments.size() > 2 || arguments.getFirst().indexOf(':') >= 0) {
            throw new SyntaxException(
                    at, "Define has %d arguments: accepted is Define name [value]".formatted(arguments.size()));
        }
        variables.define(arguments.getFirst(), arguments.size() > 1 ? arguments.get(1) : "");
    }

    private void include(Position at, String path, boolean required, List<Node> into) throws SyntaxException {
        List<String> files = surroundings.files(absolute(path));
        if (files.isEmpty() && required) {
            throw new SyntaxException(
                    at,
                    "Include %s: there is no such file; IncludeOptional accepts that"
                            .formatted(shortened(absolute(path))));
        }
        if (++includes > DEEPEST_INCLUDE) {
            throw new SyntaxException(
                    at, "files include each other more than %d times: no more are accepted".formatted(DEEPEST_INCLUDE));
        }
        for (String file : files) {
            into.addAll(file(file, included(at, file)));
        }
        includes--;
    }

    private String included(Position at, String file) throws SyntaxException {
        try {
            return surroundings.text(file);
        } catch (IOException e) {
            throw new SyntaxException(at, "Include %s: %s".formatted(file, e.getMessage()));
        }
    }

    private String absolute(String path) {
        return path.startsWith("/") || serverRoot.isEmpty() ? path : serverRoot + "/" + path;
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private List<String> filled(Position at, List<String> words) {
        return variables.filled(
                words,
                name -> remarks.add(new Remark(
                        at,
                        Remark.Kind.ADJUSTED,
                        "${%s} is not defined, and stays as it is written".formatted(shortened(name)))));
    }

    private static String only(Position at, String usage, List<String> arguments) throws SyntaxException {
        if (arguments.size() != 1) {
            String name = usage.substring(0, usage.indexOf(' '));
            throw new SyntaxException(
                    at, "%s has %d arguments: accepted is %s".formatted(name, arguments.size(), usage));
        }
        return arguments.getFirst();
    }

    static List<String> words(Position at, String text) throws SyntaxException {
        try {
            return Words.split(text);
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(at, String.valueOf(e.getMessage()));
        }
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "...";
    }
}
