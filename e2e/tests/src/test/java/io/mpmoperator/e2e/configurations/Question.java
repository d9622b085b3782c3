package io.mpmoperator.e2e.configurations;

import io.mpmoperator.e2e.server.RawHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as a line: {@code GET /path Host: shop.example X-Field: value}.
 *
 * @param line as it is written
 */
record Question(String line, String method, String path, List<String> fields) {

    private static final Pattern FIELD = Pattern.compile(" ([A-Za-z-]+: .*?)(?= [A-Za-z-]+: |$)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Question parse(String line) {
        String[] words = line.split(" ", 3);
        List<String> fields = new ArrayList<>();
        Matcher field = FIELD.matcher(words.length > 2 ? " " + words[2] : "");
        while (field.find()) {
            fields.add(field.group(1));
        }
        if (fields.stream().noneMatch(one -> one.startsWith("Host:"))) {
            fields.add("Host: shop.example");
        }
        return new Question(line, words[0], words[1], fields);
    }

    /**
     * Asks a server, and notes what can be compared.
     *
     * @param root the folder of its files, which some of Apache's redirects name
     */
    String ask(int port, Path root) {
        try (RawHttp http = RawHttp.connect(port).patience(PATIENCE)) {
            http.send(method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
            return Agreement.of(method.equals("HEAD") ? http.receiveHead() : http.receive(), port)
                    .replace(root.toString(), "/ROOT");
        }
    }
}
