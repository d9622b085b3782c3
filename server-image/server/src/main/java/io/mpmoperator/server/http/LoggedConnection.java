package io.mpmoperator.server.http;

/** A connection on which a request was responded to, as the logs see it. */
public interface LoggedConnection extends Connected {

    /** The client's address in figures, {@code -} when it was gone already. */
    String client();

    /** How many requests it brought before. */
    int requestsBefore();

    /** Bytes of the request's head. */
    long receivedBytes();
}
