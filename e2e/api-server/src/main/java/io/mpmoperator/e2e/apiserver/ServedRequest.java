package io.mpmoperator.e2e.apiserver;

/**
 * A request that came in, as it was sent.
 *
 * @param method for example GET or PATCH
 * @param pathAndQuery percent-encoded
 */
public record ServedRequest(String method, String pathAndQuery, String body) {}
