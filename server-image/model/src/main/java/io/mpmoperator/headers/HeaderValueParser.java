package io.mpmoperator.headers;

import io.mpmoperator.headers.HeaderValue.Part;
import io.mpmoperator.pattern.FormatEscape;
import java.util.ArrayList;
import java.util.List;

/** Reads the text and the formats of a header field's value. */
final class HeaderValueParser {

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    HeaderValueParser(String text) {
        this.text = text;
    }

    List<Part> parts() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '%') {
                format();
            } else if (c == '\\' && at < text.length()) {
                escape();
            } else {
                literal.append(c);
            }
        }
        flush();
        return parts;
    }

    private void escape() {
        char meant = FormatEscape.of(text.charAt(at));
        literal.append(meant == 0 ? '\\' : meant);
        at += meant == 0 ? 0 : 1;
    }

    private void format() {
        int end = text.startsWith("{", at) ? text.indexOf('}', at) : -1;
        String argument = end < 0 ? "" : text.substring(at + 1, end);
        at = end < 0 ? at : end + 1;
        char letter = at < text.length() ? text.charAt(at++) : 0;
        switch (letter) {
            case '%' -> literal.append('%');
            case 't', 'D', 'l', 'i', 'b' -> add(new Part.Measured(letter));
            case 'e' -> add(new Part.Environment(argument));
            case 's' -> add(new Part.Tls(argument));
            default ->
                throw new IllegalArgumentException("'" + text + "' has a format that is not known: %t, %D, %l, %i, %b,"
                        + " %{NAME}e, %{NAME}s and %% are accepted");
        }
    }

    private void add(Part part) {
        flush();
        parts.add(part);
    }

    private void flush() {
        if (!literal.isEmpty()) {
            parts.add(new Part.Text(literal.toString()));
            literal.setLength(0);
        }
    }
}
