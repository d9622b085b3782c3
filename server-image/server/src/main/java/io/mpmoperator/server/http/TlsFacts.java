package io.mpmoperator.server.http;

/**
 * What was agreed to when TLS began.
 *
 * @param protocol {@code TLSv1.3}
 * @param cipher as OpenSSL calls it
 * @param serverName that the client has asked for, empty for none
 */
public record TlsFacts(String protocol, String cipher, String serverName) {}
