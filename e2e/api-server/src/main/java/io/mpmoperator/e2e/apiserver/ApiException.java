package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal, sent as a Kubernetes {@code Status} object. */
final class ApiException extends Exception {

    private final int code;
    private final String reason;

    private ApiException(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    static ApiException notFound(ResourceKind kind, String name) {
        return new ApiException(404, "NotFound", "%s \"%s\" not found".formatted(kind.qualifiedPlural(), name));
    }

    static ApiException noSuchResource() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource");
    }

    static ApiException alreadyExists(ResourceKind kind, String name) {
        return new ApiException(
                409, "AlreadyExists", "%s \"%s\" already exists".formatted(kind.qualifiedPlural(), name));
    }

    static ApiException conflict(String message) {
        return new ApiException(409, "Conflict", message);
    }

    static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message);
    }

    static ApiException invalid(String message) {
        return new ApiException(422, "Invalid", message);
    }

    static ApiException unsupportedMediaType(String type) {
        return new ApiException(
                415,
                "UnsupportedMediaType",
                ("the body of the request was in an unknown format: %s; accepted are application/json-patch+json,"
                                + " application/merge-patch+json, application/strategic-merge-patch+json,"
                                + " application/apply-patch+yaml")
                        .formatted(type));
    }

    /** What a {@link RequestFilter} refuses. */
    static ApiException filtered(int code) {
        return new ApiException(code, "Filtered", "a filter of this API server refuses the request");
    }

    static ApiException protobuf() {
        return new ApiException(
                415,
                "UnsupportedMediaType",
                "the local API server takes JSON and YAML, not protobuf: use kubectl apply -f FILE");
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }

    ObjectNode toStatus() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
        status.put("message", getMessage()).put("reason", reason).put("code", code);
        status.putObject("metadata");
        return status;
    }
}
