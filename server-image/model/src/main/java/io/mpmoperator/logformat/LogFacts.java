package io.mpmoperator.logformat;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.expression.ServerVariable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a log can say about a request that is done, besides {@link Facts}. */
public interface LogFacts extends Facts {

    /** The status that was sent. */
    int status();

    /** The bytes of the body that was sent: {@code %B}. */
    long bodyBytes();

    /** All bytes that were received, head and TLS excepted where that is not known: {@code %I}. */
    long receivedBytes();

    /** All bytes that were sent: {@code %O}. */
    long sentBytes();

    /** When the request was received. */
    Instant received();

    /** How long it took, in microseconds. */
    long elapsedMicros();

    /** How long it took up to the first byte of the response, in microseconds; -1 where that is not known. */
    default long firstByteMicros() {
        return -1;
    }

    /** The client's name or address: {@code %h}. */
    default String clientHost() {
        return ServerVariable.REMOTE_ADDR.of(this);
    }

    /** The address of the connection's other end, whatever a trusted proxy says: {@code %{c}a}. */
    default String peerAddress() {
        return ServerVariable.CONN_REMOTE_ADDR.of(this);
    }

    /** The name that the server has in its configuration: {@code %v}. */
    default String canonicalName() {
        return ServerVariable.SERVER_NAME.of(this);
    }

    /** The port that the server has in its configuration, or its scheme's: {@code %p}. */
    default String canonicalPort() {
        return ServerVariable.SERVER_PORT.of(this);
    }

    /** The port of the socket: {@code %{local}p}. */
    default int localPort() {
        return 0;
    }

    /** How many requests the connection had before: {@code %k}. */
    default int requestsBefore() {
        return 0;
    }

    /** {@code X} aborted, {@code +} may go on, {@code -} will be closed: {@code %X}. */
    default char connectionStatus() {
        return '-';
    }

    /** The process: {@code %P}. */
    default long processId() {
        return 0;
    }

    /** The thread: {@code %{tid}P}. */
    default long threadId() {
        return 0;
    }

    /** A field that came after the request's body; null where there is none. */
    default @Nullable String requestTrailer(String name) {
        return null;
    }

    /** A field that was sent after the body; null where there is none. */
    default @Nullable String responseTrailer(String name) {
        return null;
    }

    /** The request as it came, before internal redirects. */
    default LogFacts original() {
        return this;
    }
}
