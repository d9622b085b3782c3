package io.mpmoperator.operator.nginx;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nginx's lengths of time: {@code 30d}, {@code 1y}, {@code 1h 30m}, {@code 60}. */
final class Ages {

    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|[yMwdhms]?)");
    private static final Pattern WHOLE = Pattern.compile("(([0-9]{1,9})(ms|[yMwdhms])?)+");

    private Ages() {}

    static Optional<Long> seconds(String text) {
        if (text.equals("max")) {
            return Optional.of(10L * 365 * 86_400);
        }
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        long sum = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum += Long.parseLong(part.group(1)) * unit(part.group(2));
        }
        return Optional.of(sum);
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "y" -> 365L * 86_400;
            case "M" -> 30L * 86_400;
            case "w" -> 7L * 86_400;
            case "d" -> 86_400;
            case "h" -> 3_600;
            case "m" -> 60;
            case "ms" -> 0;
            default -> 1;
        };
    }
}
