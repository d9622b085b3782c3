package io.mpmoperator.e2e.configurations;

import io.mpmoperator.e2e.local.FreePort;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of a case, and that of the FastCGI server that says what it was sent.
 *
 * @param numbers by the names that the case has for them, {@code PORT} and {@code PORT2}
 */
record CasePorts(Map<String, Integer> numbers) {

    /** What the first port is called; the names of others begin with it. */
    static final String NAME = "PORT";

    private static final int MOST = 3;
    private static final String FAST_CGI = "FCGI";

    /** Ports that are free now. */
    static CasePorts free() {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (int i = 1; i <= MOST; i++) {
            numbers.put(i == 1 ? NAME : NAME + i, FreePort.any());
        }
        return new CasePorts(numbers);
    }

    /** The same, with the port of a FastCGI server. */
    CasePorts with(FastCgiEcho echo) {
        Map<String, Integer> all = new LinkedHashMap<>(numbers);
        all.put(FAST_CGI, echo.port());
        return new CasePorts(all);
    }

    int first() {
        return number(NAME);
    }

    int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException(name + " is no port: " + numbers.keySet() + " are");
        }
        return number;
    }

    /** For a configuration. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        numbers.forEach((name, number) -> variables.put(name, number.toString()));
        return variables;
    }

    /** A text with the names in place of the numbers. */
    String named(String text) {
        String named = text;
        for (Map.Entry<String, Integer> port : numbers.entrySet()) {
            named = named.replace(":" + port.getValue(), ":" + port.getKey());
        }
        return named;
    }
}
