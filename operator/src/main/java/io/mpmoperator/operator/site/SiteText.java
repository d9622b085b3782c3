package io.mpmoperator.operator.site;

import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/** The directives of a site, each with the field that it comes from. */
public final class SiteText {

    private final List<String> fieldsOfLines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    SiteText() {}

    void add(String field, Node node) {
        String written = new Tree(List.of(node)).text();
        text.append(written);
        written.lines().forEach(_ -> fieldsOfLines.add(field));
    }

    /** The directives, one a line. */
    public String text() {
        return text.toString();
    }

    /** How many lines there are. */
    public int lines() {
        return fieldsOfLines.size();
    }

    /**
     * The field that a line comes from, for instance {@code spec.site.headers[0]}.
     *
     * @param line counted from 1
     */
    public String field(int line) {
        return fieldsOfLines.get(line - 1);
    }
}
