package io.mpmoperator.mediatype;

import java.util.List;
import java.util.Optional;

/**
 * What a file's name says.
 *
 * @param encodings for {@code Content-Encoding}, in order
 * @param languages for {@code Content-Language}
 */
public record FileMetadata(
        Optional<String> type,
        Optional<String> charset,
        List<String> encodings,
        List<String> languages,
        Optional<String> handler) {

    /** A name without extensions. */
    public static final FileMetadata NONE =
            new FileMetadata(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());

    public FileMetadata {
        encodings = List.copyOf(encodings);
        languages = List.copyOf(languages);
    }

    /**
     * The value of {@code Content-Type}; empty where nothing says a type.
     *
     * @param forced {@code ForceType}, whatever the name says
     * @param defaultCharset {@code AddDefaultCharset}, for text/plain and text/html without a charset
     */
    public Optional<String> contentType(Optional<String> forced, Optional<String> defaultCharset) {
        Optional<String> own =
                type.map(name -> charset.map(set -> withCharset(name, set)).orElse(name));
        return forced.or(() -> own).map(name -> withDefault(name, defaultCharset));
    }

    /** A type with a charset in the place of its own. */
    private static String withCharset(String type, String charset) {
        return type.replaceAll("(?i);\\s*charset=[^;]*", "") + "; charset=" + charset;
    }

    /** The type with {@code AddDefaultCharset} where that is for it. */
    public static String withDefault(String type, Optional<String> defaultCharset) {
        String plain = TypeTable.lower(type);
        boolean text = plain.startsWith("text/html") || plain.startsWith("text/plain");
        boolean bare = plain.length() == 9 || plain.length() == 10 || plain.contains(";");
        return defaultCharset.isPresent() && text && bare && !plain.contains("charset=")
                ? type + "; charset=" + defaultCharset.get()
                : type;
    }

    /**
     * The argument of {@code AddDefaultCharset}: a charset, {@code On} for ISO-8859-1; empty for {@code Off}.
     */
    public static Optional<String> defaultCharset(String argument) {
        return switch (TypeTable.lower(argument)) {
            case "off" -> Optional.empty();
            case "on" -> Optional.of("iso-8859-1");
            default -> Optional.of(argument);
        };
    }
}
