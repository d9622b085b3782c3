package io.mpmoperator.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** One request and its response, as a handler sees them. */
public interface Exchange {

    /** The head of the request. */
    Request request();

    /** The client's address, as a proxy says that is believed; null when it is gone already. */
    @Nullable
    InetSocketAddress remoteAddress();

    /** The address that the client has connected to; null when it is not known. */
    default @Nullable InetSocketAddress localAddress() {
        return null;
    }

    /** The other end of the connection, a proxy where one is in front; null when it is gone already. */
    default @Nullable InetSocketAddress peerAddress() {
        return remoteAddress();
    }

    /** Whether the request came over TLS, to this server or to a proxy that is believed. */
    boolean secure();

    /** Notes the user whose password was right: for handlers and for the access log. */
    default void user(String name) {}

    /** That user; null where there is none. */
    default @Nullable String user() {
        return null;
    }

    /** What was agreed to when TLS began; null where this server speaks none to the other end. */
    default @Nullable TlsFacts tls() {
        return null;
    }

    /** Whether a proxy may say for each request whom it comes from, and over what. */
    default boolean behindProxies() {
        return false;
    }

    /**
     * The body, decoded from its chunks. Reading waits, at most for Timeout and as RequestReadTimeout allows; the first
     * read sends 100 Continue to a client that expects it.
     */
    InputStream body();

    /**
     * Answers with a response that is known as a whole.
     *
     * @throws IllegalStateException when there is a response already
     */
    void respond(Response response) throws IOException;

    /**
     * Begins a response whose body is written piece by piece.
     *
     * @param length bytes of the body, or -1 when it is not known: sent in chunks, to an HTTP/1.0 client until the
     *     connection ends, which is reset if it is to end before
     * @throws IllegalStateException when there is a response already
     */
    OutputStream stream(int status, HttpFields fields, long length) throws IOException;

    /**
     * Answers without a body, at once.
     *
     * @param length that the head announces, as that of HEAD may; -1 to say nothing of it
     * @throws IllegalStateException when there is a response already
     */
    void complete(int status, HttpFields fields, long length) throws IOException;

    /** Whether a response has begun. */
    boolean answered();
}
