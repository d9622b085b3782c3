package io.mpmoperator.e2e.configurations;

import io.mpmoperator.e2e.server.RawHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as a line: {@code GET /path Host: shop.example X-Field: value}. {@code PORT2 GET /path} asks at another port, and a field
 * {@code Proxy-Line} is the line that the connection begins with.
 *
 * @param line as it is written
 */
record Question(String line, String port, String method, String path, List<String> fields) {

    private static final Pattern FIELD = Pattern.compile(" ([A-Za-z-]+: .*?)(?= [A-Za-z-]+: |$)");
    private static final String PROXY_LINE = "Proxy-Line: ";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Question parse(String line) {
        boolean elsewhere = line.startsWith(CasePorts.NAME);
        String port = elsewhere ? line.substring(0, line.indexOf(' ')) : CasePorts.NAME;
        String[] words = (elsewhere ? line.substring(port.length() + 1) : line).split(" ", 3);
        List<String> fields = new ArrayList<>();
        Matcher field = FIELD.matcher(words.length > 2 ? " " + words[2] : "");
        while (field.find()) {
            fields.add(field.group(1));
        }
        if (fields.stream().noneMatch(one -> one.startsWith("Host:"))) {
            fields.add("Host: shop.example");
        }
        return new Question(line, port, words[0], words[1], fields);
    }

    /** What the connection begins with. */
    private String before() {
        return fields.stream()
                .filter(field -> field.startsWith(PROXY_LINE))
                .map(field -> field.substring(PROXY_LINE.length()) + "\r\n")
                .findFirst()
                .orElse("");
    }

    private List<String> sent() {
        return fields.stream().filter(field -> !field.startsWith(PROXY_LINE)).toList();
    }

    /**
     * Asks a server, and notes what can be compared.
     *
     * @param root the folder of its files, which some of Apache's redirects name
     */
    String ask(CasePorts ports, Path root) {
        int number = ports.number(port);
        try (RawHttp http = RawHttp.connect(number).patience(PATIENCE)) {
            http.send(before() + method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", sent()) + "\r\n\r\n");
            return Agreement.of(method.equals("HEAD") ? http.receiveHead() : http.receive(), ports)
                    .replace(root.toString(), "/ROOT");
        }
    }
}
