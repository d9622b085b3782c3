package io.mpmoperator.server.http;

/**
 * How a request was answered.
 *
 * @param bytes bytes of the body sent
 * @param persistent whether the connection may go on after it
 */
public record SentResponse(int status, long bytes, boolean persistent) {}
