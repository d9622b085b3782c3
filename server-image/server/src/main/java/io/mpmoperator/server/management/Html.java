package io.mpmoperator.server.management;

/** Builds HTML. What is not markup of this package goes through {@link #text}. */
final class Html {

    private final StringBuilder html = new StringBuilder(32_768);

    /** Markup as it stands. */
    Html markup(String markup) {
        html.append(markup);
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

    @Override
    public String toString() {
        return html.toString();
    }
}
