package io.mpmoperator.server.accesslog;

import io.mpmoperator.expression.FileFacts;
import io.mpmoperator.expression.ServerVariable;
import io.mpmoperator.logformat.LogFacts;
import io.mpmoperator.server.http.Account;
import io.mpmoperator.server.http.AddressText;
import io.mpmoperator.server.http.LoggedConnection;
import io.mpmoperator.server.http.SentResponse;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was answered, as formats and conditions of logs see it. What its head says itself is taken from there; all else is
 * asked of the account, which is looked for when it is needed.
 */
final class LoggedRequest implements LogFacts {

    private static final long PID = ProcessHandle.current().pid();

    private final LoggedConnection connection;
    private final Account account;
    private final AskedHead head;
    private final SentResponse sent;
    private final Instant received;
    private final long micros;
    private final boolean original;
    private Account.@Nullable RequestAccount known;
    private @Nullable LoggedRequest first;

    LoggedRequest(
            LoggedConnection connection,
            Account account,
            AskedHead head,
            SentResponse sent,
            long receivedMillis,
            long micros) {
        this(connection, account, head, sent, Instant.ofEpochMilli(receivedMillis), micros, false);
    }

    private LoggedRequest(
            LoggedConnection connection,
            Account account,
            AskedHead head,
            SentResponse sent,
            Instant received,
            long micros,
            boolean original) {
        this.connection = connection;
        this.account = account;
        this.head = head;
        this.sent = sent;
        this.received = received;
        this.micros = micros;
        this.original = original;
    }

    SentResponse sent() {
        return sent;
    }

    LoggedConnection connection() {
        return connection;
    }

    private Account.RequestAccount known() {
        Account.RequestAccount facts = known == null ? account.of(head.request(), connection) : known;
        known = facts;
        return facts;
    }

    /** The request before the first internal redirect: its path and its status were others, all else is the same. */
    @Override
    public LogFacts original() {
        LoggedRequest before =
                first == null ? new LoggedRequest(connection, account, head, sent, received, micros, true) : first;
        before.known = known;
        first = before;
        return before;
    }

    @Override
    public String variable(ServerVariable variable) {
        return switch (variable) {
            case REMOTE_ADDR, REMOTE_HOST -> connection.client();
            case CONN_REMOTE_ADDR -> peer();
            case REMOTE_USER -> orEmpty(sent.user());
            case REQUEST_METHOD -> head.method();
            case SERVER_PROTOCOL -> head.protocol();
            case THE_REQUEST -> head.line();
            case REQUEST_STATUS -> Integer.toString(status());
            case CONTENT_TYPE -> orEmpty(responseHeader("Content-Type"));
            case REQUEST_URI -> original ? known().firstPath() : known().variable(variable);
            default -> known().variable(variable);
        };
    }

    private String peer() {
        InetSocketAddress address = connection.peerAddress();
        return address == null ? connection.client() : AddressText.of(address.getAddress());
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    @Override
    public @Nullable String requestHeader(String name) {
        return account.changesHead() ? known().requestHeader(name) : head.field(name);
    }

    @Override
    public List<String> requestHeaderNames() {
        return known().requestHeaderNames();
    }

    @Override
    public @Nullable String responseHeader(String name) {
        return sent.head().field(name);
    }

    @Override
    public @Nullable String environment(String name) {
        return account.isAskedFor(name) ? known().environment(name) : account.environment(name);
    }

    @Override
    public @Nullable String processEnvironment(String name) {
        return known().processEnvironment(name);
    }

    @Override
    public @Nullable String note(String name) {
        return known().note(name);
    }

    @Override
    public FileFacts files() {
        return known().files();
    }

    @Override
    public ZonedDateTime time() {
        return received.atZone(LogZone.get());
    }

    @Override
    public int status() {
        return original ? known().firstStatus(sent.status()) : sent.status();
    }

    @Override
    public long bodyBytes() {
        return sent.bytes();
    }

    @Override
    public long receivedBytes() {
        return connection.receivedBytes() + head.bodyBytes();
    }

    @Override
    public long sentBytes() {
        return sent.head().headBytes() + sent.bytes();
    }

    @Override
    public Instant received() {
        return received;
    }

    @Override
    public long elapsedMicros() {
        return micros;
    }

    @Override
    public String clientHost() {
        return connection.client();
    }

    @Override
    public String canonicalName() {
        String name = account.host().canonicalName();
        return name.isEmpty() ? ServerVariable.SERVER_NAME.of(this) : name;
    }

    @Override
    public String canonicalPort() {
        String port = account.host().port();
        return port.isEmpty() ? connection.secure() ? "443" : "80" : port;
    }

    @Override
    public int localPort() {
        InetSocketAddress local = connection.localAddress();
        return local == null ? 0 : local.getPort();
    }

    @Override
    public int requestsBefore() {
        return connection.requestsBefore();
    }

    @Override
    public char connectionStatus() {
        if (!sent.whole()) {
            return 'X';
        }
        return sent.persistent() ? '+' : '-';
    }

    @Override
    public long processId() {
        return PID;
    }

    @Override
    public long threadId() {
        return Thread.currentThread().threadId();
    }
}
