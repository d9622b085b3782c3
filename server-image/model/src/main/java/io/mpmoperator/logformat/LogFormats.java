package io.mpmoperator.logformat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The formats that {@code LogFormat} has given names.
 *
 * @param named the texts by their names
 * @param unnamed the format of logs that name none; empty for Apache's {@code common}
 */
public record LogFormats(Map<String, String> named, Optional<String> unnamed) {

    /** The name of the format that is a JSON object a line. */
    public static final String JSON = "json";

    /** None. */
    public static final LogFormats NONE = new LogFormats(Map.of(), Optional.empty());

    /** @throws IllegalArgumentException for a text that is no format */
    public LogFormats {
        named.values().forEach(LogFormat::parse);
        unnamed.ifPresent(LogFormat::parse);
        named = Map.copyOf(named);
    }

    /**
     * Those of one directive: a text, and a name for it.
     *
     * @throws IllegalArgumentException for a text that is no format
     */
    public static LogFormats parse(List<String> arguments) {
        return arguments.size() == 1
                ? new LogFormats(Map.of(), Optional.of(arguments.getFirst()))
                : new LogFormats(Map.of(arguments.get(1), arguments.getFirst()), Optional.empty());
    }

    /** With others, which replace those of the same name. */
    public LogFormats and(LogFormats others) {
        Map<String, String> all = new TreeMap<>(named);
        all.putAll(others.named);
        return new LogFormats(all, others.unnamed.or(() -> unnamed));
    }

    /** Whether a name is that of a format. */
    public boolean has(String name) {
        return named.containsKey(name) || isJson(name) || builtIn(name).isPresent();
    }

    /** Whether the lines of a log are JSON objects of this server's own. */
    public boolean isJson(CustomLog log) {
        return log.format()
                .filter(name -> isJson(name) && !named.containsKey(name))
                .isPresent();
    }

    private static boolean isJson(String name) {
        return name.equalsIgnoreCase(JSON);
    }

    private static Optional<LogFormat> builtIn(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "common" -> Optional.of(LogFormat.COMMON);
            case "combined" -> Optional.of(LogFormat.COMBINED);
            default -> Optional.empty();
        };
    }

    /** The format of a log; a name that none has is what its lines are, as in Apache. */
    public LogFormat of(CustomLog log) {
        return log.format().or(() -> unnamed).map(this::of).orElse(LogFormat.COMMON);
    }

    private LogFormat of(String text) {
        String said = named.get(text);
        return said == null ? builtIn(text).orElseGet(() -> LogFormat.parse(text)) : LogFormat.parse(said);
    }
}
