package io.mpmoperator.expression;

import io.mpmoperator.url.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions of one text: {@code req('Host')}, {@code %{tolower:...}}. */
public enum TextFunction {
    /** A field of the request's header. */
    REQ("req"),
    HTTP("http"),
    REQ_NOVARY("req_novary"),
    /** A field of the response's header. */
    RESP("resp"),
    /** A note, else a variable of the request's environment, else one of the process's. */
    ENV("env"),
    REQENV("reqenv"),
    OSENV("osenv"),
    NOTE("note"),
    TOLOWER("tolower"),
    TOUPPER("toupper"),
    ESCAPE("escape"),
    UNESCAPE("unescape"),
    BASE64("base64"),
    UNBASE64("unbase64"),
    MD5("md5"),
    SHA1("sha1"),
    /** Escapes what a filter of LDAP would take for its own. */
    LDAP("ldap"),
    /** The size of a file, 0 where there is none. */
    FILESIZE("filesize");

    private final String functionName;

    TextFunction(String functionName) {
        this.functionName = functionName;
    }

    /** The function of a name, in upper or lower case; empty where there is none. */
    public static Optional<TextFunction> of(String name) {
        return Arrays.stream(values())
                .filter(function -> function.functionName.equalsIgnoreCase(name))
                .findFirst();
    }

    /** The names of all, for a message. */
    static String names() {
        return Arrays.stream(values()).map(function -> function.functionName).collect(Collectors.joining(", "));
    }

    String apply(String text, Facts facts) {
        return switch (this) {
            case REQ, HTTP, REQ_NOVARY -> orEmpty(facts.requestHeader(text));
            case RESP -> orEmpty(facts.responseHeader(text));
            case ENV -> environment(text, facts);
            case REQENV -> orEmpty(facts.environment(text));
            case OSENV -> orEmpty(facts.processEnvironment(text));
            case NOTE -> orEmpty(facts.note(text));
            case TOLOWER -> text.toLowerCase(Locale.ROOT);
            case TOUPPER -> text.toUpperCase(Locale.ROOT);
            case ESCAPE -> PercentEncoding.PATH.encode(text);
            case UNESCAPE -> PercentEncoding.decode(text);
            case BASE64 -> Base64.getEncoder().encodeToString(octets(text));
            case UNBASE64 -> unbase64(text);
            case MD5 -> digest("MD5", text);
            case SHA1 -> digest("SHA-1", text);
            case LDAP -> ldap(text);
            case FILESIZE -> Long.toString(Math.max(0, facts.files().size(text)));
        };
    }

    private static String environment(String name, Facts facts) {
        String note = facts.note(name);
        String value = note == null ? facts.environment(name) : note;
        return value == null ? orEmpty(facts.processEnvironment(name)) : value;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String unbase64(String text) {
        try {
            return new String(Base64.getDecoder().decode(octets(text)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String digest(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(octets(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without " + algorithm, e);
        }
    }

    private static String ldap(String text) {
        return text.chars()
                .mapToObj(c -> "\\*()\0".indexOf(c) < 0
                        ? Character.toString(c)
                        : "\\" + HexFormat.of().toHexDigits((byte) c))
                .collect(Collectors.joining());
    }
}
