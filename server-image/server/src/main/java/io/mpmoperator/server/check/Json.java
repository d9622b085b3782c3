package io.mpmoperator.server.check;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JSON as text. */
final class Json {

    private Json() {}

    /** An object of texts: names and values in turn. */
    static String object(String... namesAndValues) {
        StringBuilder object = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.append(i == 0 ? "" : ", ")
                    .append(text(namesAndValues[i]))
                    .append(": ")
                    .append(text(namesAndValues[i + 1]));
        }
        return object.append('}').toString();
    }

    /** An array, an element a line. */
    static String array(Stream<String> elements) {
        String lines = elements.map(element -> "\n  " + element).collect(Collectors.joining(","));
        return lines.isEmpty() ? "[]" : "[" + lines + "\n]";
    }

    static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append((char) character);
            } else if (character < ' ') {
                quoted.append("\\u00%02x".formatted(character));
            } else {
                quoted.append((char) character);
            }
        });
        return quoted.append('"').toString();
    }
}
