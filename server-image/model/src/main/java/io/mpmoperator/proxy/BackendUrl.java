package io.mpmoperator.proxy;

/**
 * The URL of a backend: {@code http://host:port/path} or {@code unix:/socket|http://localhost/path}.
 *
 * @param host a name or an address, that of IPv6 in brackets
 * @param port the scheme's own where none is named
 * @param path begins with a slash, or is empty
 * @param socket the path of a Unix socket; empty for a connection by TCP
 */
public record BackendUrl(Scheme scheme, String host, int port, String path, String socket) {

    private static final String UNIX = "unix:";
    private static final String HANDLER = "proxy:";

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException with what would be accepted
     */
    public static BackendUrl parse(String text) {
        if (!text.regionMatches(true, 0, UNIX, 0, UNIX.length())) {
            return parse(text, "");
        }
        int bar = text.indexOf('|');
        if (bar < UNIX.length() + 1 || text.charAt(UNIX.length()) != '/') {
            throw new IllegalArgumentException(
                    "'" + text + "' names no socket: unix:/path|http://localhost/ is accepted");
        }
        return parse(text.substring(bar + 1), text.substring(UNIX.length(), bar));
    }

    /** Whether the name of a handler is one with the URL of a backend: {@code proxy:fcgi://host:9000}. */
    public static boolean isHandler(String name) {
        return name.regionMatches(true, 0, HANDLER, 0, HANDLER.length());
    }

    /**
     * The backend that a handler names.
     *
     * @throws IllegalArgumentException with what would be accepted
     */
    public static BackendUrl ofHandler(String name) {
        BackendUrl url = parse(name.substring(HANDLER.length()));
        if (url.scheme != Scheme.FCGI) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no handler: proxy:fcgi://host:9000 and proxy:unix:/path|fcgi://localhost are"
                            + " accepted; ProxyPass forwards to HTTP servers");
        }
        return url;
    }

    /** Whether a text begins as a URL of a backend does, and not as a path or a pattern. */
    static boolean isUrl(String text) {
        int colon = text.indexOf("://");
        return text.regionMatches(true, 0, UNIX, 0, UNIX.length())
                || (colon > 0 && text.chars().limit(colon).allMatch(Character::isLetterOrDigit));
    }

    private static BackendUrl parse(String text, String socket) {
        int colon = text.indexOf("://");
        if (colon <= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no URL of a backend: one such as http://host:8080/ is accepted");
        }
        Scheme scheme = Scheme.named(text.substring(0, colon));
        int begin = colon + 3;
        int end = endOfAuthority(text, begin);
        String authority = text.substring(begin, end);
        int bracket = authority.lastIndexOf(']');
        int port = authority.indexOf(':', Math.max(bracket, 0));
        String host = port < 0 ? authority : authority.substring(0, port);
        if ((host.isEmpty() && socket.isEmpty()) || host.indexOf('@') >= 0 || host.indexOf(' ') >= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' names no host: one such as http://host:8080/ is accepted");
        }
        return new BackendUrl(
                scheme,
                host.isEmpty() ? "localhost" : host,
                port < 0 ? scheme.port() : port(authority.substring(port + 1)),
                text.substring(end),
                socket);
    }

    private static int endOfAuthority(String text, int begin) {
        int end = begin;
        while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
            end++;
        }
        return end;
    }

    private static int port(String text) {
        boolean number = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("'" + text + "' is no port: 1 to 65535 are accepted");
        }
        return port;
    }

    /** The same with another path. */
    public BackendUrl at(String other) {
        return new BackendUrl(scheme, host, port, other, socket);
    }

    /** Host and port as the field Host has them: without the port that is the scheme's own. */
    public String authority() {
        return port == scheme.port() ? host : host + ":" + port;
    }

    /** Scheme, host and port. */
    public String origin() {
        return scheme.word() + "://" + authority();
    }

    /** The URL as the walk of sections and the logs have it. */
    @Override
    public String toString() {
        return (socket.isEmpty() ? "" : UNIX + socket + "|") + origin() + path;
    }
}
