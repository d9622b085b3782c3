package io.mpmoperator.redirect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The arguments of a redirect: a status that may be absent, a path or pattern, a target for a status of 3xx. */
record StatusAndRest(int status, List<String> rest) {

    static StatusAndRest of(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw new IllegalArgumentException(
                    "a redirect has " + arguments.size() + " arguments: a status, a path and a URL are accepted");
        }
        Optional<Integer> status = status(arguments.getFirst());
        return new StatusAndRest(
                status.orElse(302), status.isPresent() ? arguments.subList(1, arguments.size()) : arguments);
    }

    private static Optional<Integer> status(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "permanent" -> Optional.of(301);
            case "temp" -> Optional.of(302);
            case "seeother" -> Optional.of(303);
            case "gone" -> Optional.of(410);
            default -> word.matches("[0-9]+") ? Optional.of(number(word)) : Optional.empty();
        };
    }

    private static int number(String word) {
        if (!word.matches("[1-5][0-9]{2}")) {
            throw new IllegalArgumentException("'" + word + "' is no status: 301, 404 and others of HTTP are accepted");
        }
        return Integer.parseInt(word);
    }

    boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    Optional<String> target() {
        return rest.size() > 1 ? Optional.of(rest.get(1)) : Optional.empty();
    }

    void requireTarget() {
        if (rest.isEmpty() || rest.size() > 2) {
            throw new IllegalArgumentException("the path is missing: a status, a path and a URL are accepted");
        }
        if (isRedirect() && rest.size() < 2) {
            throw new IllegalArgumentException("status " + status
                    + " needs the URL to redirect to: a whole URL, or a path with a slash, is accepted");
        }
        if (!isRedirect() && rest.size() > 1) {
            throw new IllegalArgumentException(
                    "status " + status + " is no redirect and takes no URL: 301, 302, 303, 307 and 308 do");
        }
    }
}
