package io.mpmoperator.server.management;

import java.util.OptionalInt;

/**
 * What is asked of {@code /server-status}, as Apache's mod_status understands it.
 *
 * @param auto the status for programs is asked for
 * @param refreshSeconds how often a browser shall ask again; empty for never
 */
record StatusQuery(boolean auto, OptionalInt refreshSeconds) {

    private static final int DEFAULT_REFRESH_SECONDS = 10;
    private static final int MAX_REFRESH_SECONDS = 86_400;

    /** {@code auto}, {@code refresh=N}, both or none; a refresh of no number above 0 is one of ten seconds. */
    static StatusQuery parse(String query) {
        boolean auto = false;
        OptionalInt refresh = OptionalInt.empty();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (name.equals("auto")) {
                auto = true;
            } else if (name.equals("refresh")) {
                refresh = OptionalInt.of(seconds(parameter.substring(equals < 0 ? parameter.length() : equals + 1)));
            }
        }
        return new StatusQuery(auto, refresh);
    }

    private static int seconds(String text) {
        try {
            int seconds = Integer.parseInt(text);
            return seconds < 1 ? DEFAULT_REFRESH_SECONDS : Math.min(seconds, MAX_REFRESH_SECONDS);
        } catch (NumberFormatException e) {
            return DEFAULT_REFRESH_SECONDS;
        }
    }
}
