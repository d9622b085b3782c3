package io.mpmoperator.server.http;

import java.io.IOException;

/** Reading a request's body came upon what is refused: broken framing, or more than LimitRequestBody. */
final class RefusedBodyException extends IOException {

    private static final long serialVersionUID = 1;

    private final BadRequestException refusal;

    RefusedBodyException(BadRequestException refusal) {
        super(refusal.getMessage(), refusal);
        this.refusal = refusal;
    }

    /** What to answer, where no response has begun. */
    BadRequestException refusal() {
        return refusal;
    }
}
