package io.mpmoperator.rewrite;

import io.mpmoperator.expression.Facts;

/**
 * The request that rules are applied to.
 *
 * @param path in the context of a server the path of the URL, decoded; in that of a directory the file it was mapped to
 * @param pathInfo what follows the file in the path; empty in the context of a server
 * @param query empty where there is none
 * @param origin scheme, host and port of the server as the client named it: {@code http://shop.example:8080}
 * @param subrequest whether the server asks itself
 */
public record RewriteInput(
        String path, String pathInfo, String query, String origin, boolean subrequest, Facts facts) {}
