package io.mpmoperator.conf.tree;

import java.util.List;

/** Directives and sections in their order, with nothing left to include, to define or to decide. */
public record Tree(List<Node> nodes) {

    private static final Tree EMPTY = new Tree(List.of());
    private static final String INDENT = "    ";

    public Tree {
        nodes = List.copyOf(nodes);
    }

    /** A tree of nothing. */
    public static Tree empty() {
        return EMPTY;
    }

    /** Whether there is no directive and no section. */
    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** How many directives there are, each section counted as one and with what is in it. */
    public int size() {
        return size(nodes);
    }

    private static int size(List<Node> nodes) {
        return nodes.stream()
                .mapToInt(node -> switch (node) {
                    case Line _ -> 1;
                    case Section section -> 1 + size(section.children());
                })
                .sum();
    }

    /** The text that {@link TreeReader} reads back to an equal tree. */
    public String text() {
        StringBuilder text = new StringBuilder();
        write(nodes, "", text);
        return text.toString();
    }

    private static void write(List<Node> nodes, String indent, StringBuilder text) {
        for (Node node : nodes) {
            switch (node) {
                case Line line -> text.append(indent).append(line.text()).append('\n');
                case Section section -> {
                    text.append(indent).append('<').append(words(section)).append(">\n");
                    write(section.children(), indent + INDENT, text);
                    text.append(indent).append("</").append(section.name()).append(">\n");
                }
            }
        }
    }

    private static String words(Section node) {
        StringBuilder words = new StringBuilder(node.name());
        for (String argument : node.arguments()) {
            words.append(' ').append(Words.written(argument));
        }
        return words.toString();
    }
}
