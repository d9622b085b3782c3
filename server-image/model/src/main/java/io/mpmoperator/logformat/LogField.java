package io.mpmoperator.logformat;

import io.mpmoperator.expression.ServerVariable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The directives of a log's format: {@code %h}, {@code %{name}i}. */
enum LogField {
    CLIENT_ADDRESS("a"),
    SERVER_ADDRESS("A"),
    BODY_BYTES("B"),
    BODY_BYTES_OR_DASH("b"),
    COOKIE("C"),
    MICROSECONDS("D"),
    ENVIRONMENT("e"),
    FILENAME("f"),
    HOST("h"),
    PROTOCOL("H"),
    REQUEST_FIELD("i"),
    REQUESTS_BEFORE("k"),
    IDENTITY("l"),
    LOG_ID("L"),
    METHOD("m"),
    NOTE("n"),
    RESPONSE_FIELD("o"),
    PORT("p"),
    PROCESS("P"),
    QUERY("q"),
    REQUEST_LINE("r"),
    HANDLER("R"),
    STATUS("s"),
    TIME("t"),
    DURATION("T"),
    USER("u"),
    PATH("U"),
    SERVER_NAME("v"),
    SERVER_NAME_OF_REQUEST("V"),
    CONNECTION_STATUS("X"),
    TLS("x"),
    RECEIVED_BYTES("I"),
    SENT_BYTES("O"),
    BYTES("S"),
    REQUEST_TRAILER("^ti"),
    RESPONSE_TRAILER("^to"),
    FIRST_BYTE("^FB");

    private final String letters;

    LogField(String letters) {
        this.letters = letters;
    }

    static Optional<LogField> of(String letters) {
        return Arrays.stream(values())
                .filter(field -> field.letters.equals(letters))
                .findFirst();
    }

    /** Whether it is about the request as it came, where neither {@code <} nor {@code >} say which. */
    boolean isOriginal() {
        return switch (this) {
            case MICROSECONDS, REQUEST_LINE, HANDLER, STATUS, DURATION, PATH -> true;
            default -> false;
        };
    }

    /** Whether the value has to be escaped: a client had a say in it. */
    boolean isForeign() {
        return switch (this) {
            case TIME, STATUS, BODY_BYTES, BODY_BYTES_OR_DASH, DURATION, MICROSECONDS -> false;
            default -> true;
        };
    }

    /** The value; null where the request has none, which is logged as a dash. */
    @Nullable
    String of(LogFacts facts, String argument) {
        return switch (this) {
            case CLIENT_ADDRESS ->
                argument.equals("c") ? facts.peerAddress() : variable(ServerVariable.REMOTE_ADDR, facts);
            case SERVER_ADDRESS -> variable(ServerVariable.SERVER_ADDR, facts);
            case COOKIE -> CookieField.value(facts.requestHeader("Cookie"), argument);
            case ENVIRONMENT -> facts.environment(argument);
            case FILENAME -> variable(ServerVariable.REQUEST_FILENAME, facts);
            case HOST -> argument.equals("c") ? facts.peerAddress() : facts.clientHost();
            case PROTOCOL -> variable(ServerVariable.SERVER_PROTOCOL, facts);
            case REQUEST_FIELD -> facts.requestHeader(argument);
            case IDENTITY -> null;
            case LOG_ID ->
                variable(argument.equals("c") ? ServerVariable.CONN_LOG_ID : ServerVariable.REQUEST_LOG_ID, facts);
            case METHOD -> variable(ServerVariable.REQUEST_METHOD, facts);
            case NOTE -> facts.note(argument);
            case RESPONSE_FIELD -> responseField(facts, argument);
            case QUERY -> query(facts);
            case REQUEST_LINE -> variable(ServerVariable.THE_REQUEST, facts);
            case HANDLER -> variable(ServerVariable.HANDLER, facts);
            case TIME -> LogTime.parse(argument).of(facts);
            case USER -> variable(ServerVariable.REMOTE_USER, facts);
            case PATH -> variable(ServerVariable.REQUEST_URI, facts);
            case SERVER_NAME -> facts.canonicalName();
            case SERVER_NAME_OF_REQUEST -> variable(ServerVariable.SERVER_NAME, facts);
            case TLS ->
                ServerVariable.of(argument).map(name -> variable(name, facts)).orElse(null);
            case REQUEST_TRAILER -> facts.requestTrailer(argument);
            case RESPONSE_TRAILER -> facts.responseTrailer(argument);
            default -> number(facts, argument);
        };
    }

    /** A media type is logged without its parameters. */
    private static @Nullable String responseField(LogFacts facts, String name) {
        String value = facts.responseHeader(name);
        int parameters = value != null && name.equalsIgnoreCase("Content-Type") ? value.indexOf(';') : -1;
        return value == null || parameters < 0
                ? value
                : value.substring(0, parameters).strip();
    }

    private @Nullable String number(LogFacts facts, String argument) {
        long number = switch (this) {
            case BODY_BYTES -> facts.bodyBytes();
            case BODY_BYTES_OR_DASH -> facts.bodyBytes() == 0 ? -1 : facts.bodyBytes();
            case MICROSECONDS -> facts.elapsedMicros();
            case REQUESTS_BEFORE -> facts.requestsBefore();
            case STATUS -> facts.status();
            case DURATION -> duration(facts.elapsedMicros(), argument);
            case RECEIVED_BYTES -> facts.receivedBytes();
            case SENT_BYTES -> facts.sentBytes();
            case BYTES -> facts.receivedBytes() + facts.sentBytes();
            case FIRST_BYTE -> facts.firstByteMicros();
            default -> -1;
        };
        return number < 0 ? text(facts, argument) : Long.toString(number);
    }

    private @Nullable String text(LogFacts facts, String argument) {
        return switch (this) {
            case PORT -> port(facts, argument);
            case PROCESS -> process(facts, argument);
            case CONNECTION_STATUS -> Character.toString(facts.connectionStatus());
            default -> null;
        };
    }

    private static long duration(long micros, String unit) {
        return switch (unit) {
            case "us" -> micros;
            case "ms" -> micros / 1000;
            default -> micros / 1_000_000;
        };
    }

    private static @Nullable String port(LogFacts facts, String argument) {
        return switch (argument) {
            case "local" -> Integer.toString(facts.localPort());
            case "remote" -> variable(ServerVariable.REMOTE_PORT, facts);
            default -> facts.canonicalPort();
        };
    }

    private static String process(LogFacts facts, String argument) {
        return switch (argument.toLowerCase(Locale.ROOT)) {
            case "tid" -> Long.toString(facts.threadId());
            case "hextid" -> Long.toHexString(facts.threadId());
            default -> Long.toString(facts.processId());
        };
    }

    private static @Nullable String variable(ServerVariable variable, LogFacts facts) {
        String value = variable.of(facts);
        return value.isEmpty() ? null : value;
    }

    private static String query(LogFacts facts) {
        String query = ServerVariable.QUERY_STRING.of(facts);
        return query.isEmpty() ? "" : "?" + query;
    }
}
