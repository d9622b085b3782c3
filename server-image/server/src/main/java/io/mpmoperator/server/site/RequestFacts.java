package io.mpmoperator.server.site;

import io.mpmoperator.environment.EnvironmentRules;
import io.mpmoperator.expression.FileFacts;
import io.mpmoperator.expression.ServerVariable;
import io.mpmoperator.headers.HeaderFacts;
import io.mpmoperator.headers.HeaderRule;
import io.mpmoperator.headers.HeaderRules;
import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.rules.RewriteSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.access.BasicCredentials;
import io.mpmoperator.server.http.Account;
import io.mpmoperator.server.http.AddressText;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.Connected;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestTarget;
import io.mpmoperator.server.http.TlsFacts;
import io.mpmoperator.site.Host;
import io.mpmoperator.url.PercentEncoding;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request while its walk goes on. It remembers whether anything was asked but its path and the host that it
 * is for: what follows from those alone is the same for every request for that path.
 */
final class RequestFacts implements HeaderFacts, Account.RequestAccount {

    private final Connected connection;
    private final Request request;
    private final Host host;
    private final Probes probes;
    private final InstantSource clock;
    private final Variables variables = new Variables();
    private final Map<String, String> notes = new HashMap<>();
    private @Nullable RequestHead changed;
    private @Nullable Instant time;
    private ResponseSoFar response = ResponseSoFar.none();
    private String user = "";
    private Trace trace = Trace.NONE;
    private final Url asked;
    private Url url;
    private String file = "";
    private String handler = "";
    private @Nullable String firstPath;
    private int firstStatus;
    private String pathInfo = "";
    private final List<Url> previous = new ArrayList<>();
    private LongSupplier elapsedMicros = () -> 0;
    private ServerStatus server = ServerStatus.NONE;
    private boolean canonical;
    private boolean dependent;
    private boolean dependentOnHost;

    /** The facts of a request that is being responded to. */
    RequestFacts(Exchange exchange, Host host, Url url, Probes probes, ServerStatus server, InstantSource clock) {
        this(exchange.request(), exchange, host, url, probes, clock);
        this.elapsedMicros = exchange::elapsedMicros;
        this.server = server;
    }

    RequestFacts(Request request, Connected connection, Host host, Url url, Probes probes, InstantSource clock) {
        this.connection = connection;
        this.request = request;
        this.host = host;
        this.asked = url;
        this.url = url;
        this.probes = probes;
        this.clock = clock;
        this.canonical = host.own().or(SiteSettings.CANONICAL_NAME, false);
    }

    /** Has the steps of the walk told. */
    void trace(Trace listener) {
        trace = listener;
    }

    /** Whoever hears of the steps of the walk. */
    Trace trace() {
        return trace;
    }

    /** Whether only the path was asked for, and perhaps the host. */
    boolean followFromPath() {
        return !dependent && probes.areKinds();
    }

    /** Whether the host was asked for. */
    boolean dependOnHost() {
        return dependentOnHost;
    }

    /** Notes that something is not the same for every request for the path. */
    void depend() {
        dependent = true;
    }

    void url(Url changed) {
        url = changed;
    }

    /** The whole URL, without its query. */
    String whole() {
        return origin() + PercentEncoding.PATH.encode(url.path());
    }

    /** Where the walk of a request is. */
    record Position(Url url, String file, String pathInfo) {}

    /** Where the walk is now. */
    Position position() {
        return new Position(url, file, pathInfo);
    }

    /** What was looked up from a position has led nowhere. */
    void backTo(Position position) {
        url = position.url;
        file(position.file, position.pathInfo);
    }

    void file(String path, String info) {
        file = path;
        pathInfo = info;
    }

    void response(ResponseSoFar begun) {
        response = begun;
    }

    /** Changes fields of the request before anything else is done with it. */
    void changeHeadEarly(HeaderRules rules) {
        rules.early(head().table(), this, notes::put);
    }

    /** Changes fields of the request before it is responded to. */
    void changeHead(List<HeaderRule> rules, Effects effects) {
        if (rules.isEmpty()) {
            return;
        }
        variables.settle();
        new HeaderRules(rules).change(head().table(), this, new VaryingFacts(this, effects), notes::put);
        if (rules.stream().anyMatch(RequestHead::isDecisive)) {
            depend();
        }
    }

    private RequestHead head() {
        RequestHead head = changed == null ? RequestHead.of(request) : changed;
        changed = head;
        return head;
    }

    /** The request, with the fields that rules have changed. */
    Request request() {
        return changed == null ? request : changed.in(request);
    }

    /** The path as it was sent, without dot segments. */
    String sentPath() {
        try {
            return RequestTarget.parse(request.target()).normalPath();
        } catch (BadRequestException e) {
            return url.path();
        }
    }

    /** What the response is made by, where it is no file. */
    void handler(String name) {
        handler = name;
    }

    /**
     * An internal redirect: what was asked for at first stays known.
     *
     * @param withStatus 200, or the error for which a page is looked for
     */
    void redirected(int withStatus) {
        previous.addFirst(url);
        if (firstPath == null) {
            first(url.path(), withStatus);
        }
    }

    /** What the client has asked for. */
    Url asked() {
        return asked;
    }

    /** The URLs before internal redirects, the last one first. */
    List<Url> previous() {
        return previous;
    }

    /** What was asked for before an internal redirect. */
    void first(String path, int withStatus) {
        firstPath = path;
        firstStatus = withStatus;
    }

    @Override
    public String firstPath() {
        return firstPath == null ? url.path() : firstPath;
    }

    @Override
    public int firstStatus(int last) {
        return firstPath == null ? last : firstStatus;
    }

    /**
     * What is the same for every request for the path.
     *
     * @param changes of the request's fields, which may be others
     */
    SettledAccount settled(HostSite site, List<HeaderRule> changes) {
        return new SettledAccount(
                site,
                url,
                url.query().equals(HeadAccount.url(request.target()).query()),
                Optional.ofNullable(firstPath),
                firstStatus,
                file,
                pathInfo,
                variables.arePutOff(),
                variables.changes(),
                changes,
                clock);
    }

    Map<String, String> environment() {
        return variables.all();
    }

    Map<String, String> notes() {
        return notes;
    }

    /** The method, GET for one that is answered as GET is. */
    String method() {
        return request.head() ? "GET" : request.method();
    }

    /** The name and the password that came with the request; empty where none did. */
    Optional<BasicCredentials> credentials() {
        String field = request.fields().get(HttpHeader.AUTHORIZATION);
        return field == null ? Optional.empty() : BasicCredentials.parse(field);
    }

    /** Notes who the client says it is, as Apache does before it looks at the password. */
    void user(String name) {
        user = name;
    }

    /** Who the client says it is; empty for one who has not said it. */
    String user() {
        return user;
    }

    byte[] client() {
        return octets(connection.remoteAddress());
    }

    byte[] server() {
        return octets(connection.localAddress());
    }

    private static byte[] octets(@Nullable InetSocketAddress address) {
        return address == null || address.getAddress() == null
                ? new byte[4]
                : address.getAddress().getAddress();
    }

    /** Sets variables by what the request says of itself, at once or when one of them is asked for. */
    void set(EnvironmentRules rules) {
        Url asked = url;
        if (rules.arePlain()) {
            variables.putOff(rules, () -> changes(rules, asked));
        } else {
            change(rules.changes(this));
        }
    }

    private Map<String, Optional<String>> changes(EnvironmentRules rules, Url asked) {
        Url now = url;
        url = asked;
        try {
            return rules.changes(this);
        } finally {
            url = now;
        }
    }

    /** Takes what sections say of how the server names itself, and of variables by the patterns that they were found by. */
    void take(Rules rules) {
        canonical = rules.or(SiteSettings.CANONICAL_NAME, false);
        Map<String, String> matched = rules.or(SiteSettings.MATCHED, Map.of());
        if (!matched.isEmpty()) {
            Map<String, Optional<String>> named = new HashMap<>();
            matched.forEach((name, value) -> named.put(name, Optional.of(value)));
            change(named);
        }
    }

    /** Changes variables. */
    void change(Map<String, Optional<String>> changes) {
        variables.change(changes);
    }

    /** The origin by which the client has named the server. */
    String origin() {
        return scheme() + "://" + authority();
    }

    private String scheme() {
        return host.scheme().orElseGet(() -> isSecure() ? "https" : "http");
    }

    /** Behind proxies it is of the request; else it is of the port. */
    private boolean isSecure() {
        dependent |= connection.behindProxies();
        return connection.secure();
    }

    /** The host that the client has named, and the port where it is not the scheme's own. */
    private String authority() {
        String port = serverPort();
        return port.equals(defaultPort()) ? serverName() : serverName() + ":" + port;
    }

    private String defaultPort() {
        return scheme().equals("https") ? "443" : "80";
    }

    private String hostField() {
        dependentOnHost = true;
        String value = request.fields().get("Host");
        return value == null ? "" : value;
    }

    private String serverName() {
        String named = canonical ? host.canonicalName() : Host.withoutPort(hostField());
        if (!named.isEmpty()) {
            return named.toLowerCase(Locale.ROOT);
        }
        return host.name().isEmpty() ? address(connection.localAddress()) : host.name();
    }

    private static String address(@Nullable InetSocketAddress address) {
        return address == null ? "" : AddressText.of(address.getAddress());
    }

    private <T> T depending(T value) {
        dependent = true;
        return value;
    }

    @Override
    public String variable(ServerVariable variable) {
        return switch (variable) {
            case REQUEST_URI, DOCUMENT_URI -> url.path();
            case REQUEST_FILENAME, SCRIPT_FILENAME -> file;
            case PATH_INFO -> pathInfo;
            case DOCUMENT_ROOT, CONTEXT_DOCUMENT_ROOT -> host.documentRoot();
            case SERVER_NAME -> serverName();
            case SERVER_PORT -> serverPort();
            case SERVER_PROTOCOL -> depending(request.protocol());
            case SERVER_SOFTWARE -> "mpm-server";
            case SERVER_ADDR -> depending(address(connection.localAddress()));
            case REQUEST_SCHEME -> scheme();
            case HTTPS -> isSecure() ? "on" : "off";
            case REQUEST_METHOD -> depending(request.method());
            case THE_REQUEST -> depending(request.line());
            case QUERY_STRING -> depending(url.query());
            case REMOTE_ADDR, REMOTE_HOST -> depending(address(connection.remoteAddress()));
            case CONN_REMOTE_ADDR -> depending(address(connection.peerAddress()));
            case REMOTE_PORT -> depending(remotePort());
            case REMOTE_USER -> depending(user);
            case AUTH_TYPE -> depending(user.isEmpty() ? "" : "Basic");
            case REQUEST_STATUS -> Integer.toString(response.statusOfRules());
            case CONTENT_TYPE -> response.type();
            case IS_SUBREQ -> "false";
            case IPV6, HTTP2 -> depending("off");
            case SSL_PROTOCOL -> ofTls(TlsFacts::protocol);
            case SSL_CIPHER -> ofTls(TlsFacts::cipher);
            case SSL_TLS_SNI -> ofTls(TlsFacts::serverName);
            case HANDLER -> handler;
            case API_VERSION -> "20120211:141";
            default -> "";
        };
    }

    private String ofTls(Function<TlsFacts, String> fact) {
        dependent = true;
        TlsFacts agreed = connection.tls();
        return agreed == null ? "" : fact.apply(agreed);
    }

    /** The port that the client has named, or ServerName, or that of the scheme: the port that is listened on may be another. */
    private String serverPort() {
        String named = canonical ? "" : Host.port(hostField());
        String said = named.isEmpty() ? host.port() : named;
        return said.isEmpty() ? defaultPort() : said;
    }

    private String remotePort() {
        InetSocketAddress remote = connection.remoteAddress();
        return remote == null ? "" : Integer.toString(remote.getPort());
    }

    @Override
    public @Nullable String requestHeader(String name) {
        if (name.equalsIgnoreCase("Host")) {
            dependentOnHost = true;
        } else {
            dependent = true;
        }
        return changed == null ? request.field(name) : changed.value(name);
    }

    @Override
    public List<String> requestHeaderNames() {
        dependent = true;
        return changed == null
                ? request.fields().stream().map(HttpField::getName).toList()
                : changed.names();
    }

    @Override
    public @Nullable String responseHeader(String name) {
        return response.field(name);
    }

    @Override
    public @Nullable String environment(String name) {
        return variables.get(name);
    }

    @Override
    public @Nullable String processEnvironment(String name) {
        return System.getenv(name);
    }

    @Override
    public @Nullable String note(String name) {
        return notes.get(name);
    }

    @Override
    public ZonedDateTime time() {
        return depending(received().atZone(ZoneId.systemDefault()));
    }

    private Instant received() {
        Instant known = time == null ? clock.instant().minus(elapsedMicros.getAsLong(), ChronoUnit.MICROS) : time;
        time = known;
        return known;
    }

    @Override
    public long receivedMicros() {
        return depending(ChronoUnit.MICROS.between(Instant.EPOCH, received()));
    }

    @Override
    public long elapsedMicros() {
        return depending(elapsedMicros.getAsLong());
    }

    @Override
    public String loadAverages() {
        return depending(server.load().averages());
    }

    @Override
    public int idlePercent() {
        return depending(server.load().idlePercent());
    }

    @Override
    public int busyPercent() {
        return depending(server.load().busyPercent());
    }

    @Override
    public int regexStepLimit() {
        return host.own().or(RewriteSettings.REGEX_STEPS, ApachePattern.DEFAULT_STEP_LIMIT);
    }

    @Override
    public FileFacts files() {
        return probes;
    }
}
