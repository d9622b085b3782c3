package io.mpmoperator.e2e.apiserver;

import java.util.Optional;

/**
 * A request about a resource.
 *
 * @param pathAndQuery as sent, with the selectors
 * @param manager who owns the fields that the request writes
 */
record ResourceRequest(ResourceKind kind, ApiPath path, String pathAndQuery, String manager) {

    String name() throws ApiException {
        return path.name().orElseThrow(() -> ApiException.badRequest("the path names no object"));
    }

    String subresource() throws ApiException {
        Optional<String> subresource = path.subresource();
        if (subresource.isPresent() && !kind.has(subresource.get())) {
            throw ApiException.noSuchResource();
        }
        return subresource.orElse("");
    }

    boolean dryRun() {
        return path.query().containsKey("dryRun");
    }

    boolean force() {
        return path.flag("force");
    }
}
