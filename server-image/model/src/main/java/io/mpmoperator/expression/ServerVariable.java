package io.mpmoperator.expression;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The variables of a request that have names of their own: {@code %{REQUEST_URI}}. */
public enum ServerVariable {
    HTTP_ACCEPT("Accept"),
    HTTP_COOKIE("Cookie"),
    HTTP_FORWARDED("Forwarded"),
    HTTP_HOST("Host"),
    HTTP_PROXY_CONNECTION("Proxy-Connection"),
    HTTP_REFERER("Referer"),
    HTTP_USER_AGENT("User-Agent"),
    REQUEST_METHOD,
    REQUEST_SCHEME,
    REQUEST_URI,
    DOCUMENT_URI,
    REQUEST_FILENAME,
    SCRIPT_FILENAME,
    LAST_MODIFIED,
    SCRIPT_USER,
    SCRIPT_GROUP,
    PATH_INFO,
    QUERY_STRING,
    IS_SUBREQ,
    THE_REQUEST,
    REMOTE_ADDR,
    REMOTE_PORT,
    REMOTE_HOST,
    REMOTE_USER,
    REMOTE_IDENT,
    CONN_REMOTE_ADDR,
    SERVER_NAME,
    SERVER_PORT,
    SERVER_ADDR,
    SERVER_ADMIN,
    SERVER_PROTOCOL,
    SERVER_SOFTWARE,
    DOCUMENT_ROOT,
    AUTH_TYPE,
    CONTENT_TYPE,
    HANDLER,
    HTTP2,
    HTTPS,
    IPV6,
    REQUEST_STATUS,
    REQUEST_LOG_ID,
    CONN_LOG_ID,
    CONTEXT_PREFIX,
    CONTEXT_DOCUMENT_ROOT,
    API_VERSION,
    SSL_PROTOCOL,
    SSL_CIPHER,
    SSL_TLS_SNI,
    SSL_SESSION_ID,
    TIME,
    TIME_YEAR,
    TIME_MON,
    TIME_DAY,
    TIME_HOUR,
    TIME_MIN,
    TIME_SEC,
    TIME_WDAY;

    private static final Map<String, ServerVariable> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

    private final String header;

    ServerVariable() {
        this("");
    }

    ServerVariable(String header) {
        this.header = header;
    }

    /** The variable of a name; empty where there is none. */
    public static Optional<ServerVariable> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The value for a request; empty text where it has none. */
    public String of(Facts facts) {
        if (!header.isEmpty()) {
            String value = facts.requestHeader(header);
            return value == null ? "" : value;
        }
        return TimeVariables.of(this, facts).orElseGet(() -> facts.variable(this));
    }
}
