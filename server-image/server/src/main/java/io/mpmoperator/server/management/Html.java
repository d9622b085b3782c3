package io.mpmoperator.server.management;

import java.util.function.Consumer;

/** Builds HTML and hands it on in pieces. What is not markup of this package goes through {@link #text}. */
final class Html {

    private static final int PIECE = 8192;

    private final Consumer<String> out;
    private final StringBuilder html = new StringBuilder(PIECE + PIECE / 4);

    /** HTML that goes to {@code out}. */
    Html(Consumer<String> out) {
        this.out = out;
    }

    /** Markup as it is. */
    Html markup(String markup) {
        html.append(markup);
        if (html.length() >= PIECE) {
            end();
        }
        return this;
    }

    /** Text, which may hold anything, also within an attribute's quotes. */
    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return this;
    }

    /** A number. */
    Html text(long number) {
        html.append(number);
        return this;
    }

    /** An element with text in it; its name may be followed by attributes. */
    Html element(String start, String text) {
        int blank = start.indexOf(' ');
        return markup("<" + start + ">")
                .text(text)
                .markup("</" + (blank < 0 ? start : start.substring(0, blank)) + ">");
    }

    /** A cell of a table that holds a number. */
    Html number(long number) {
        return element("td class=n", PeopleText.count(number));
    }

    /** Hands on what is left. */
    void end() {
        out.accept(html.toString());
        html.setLength(0);
    }
}
