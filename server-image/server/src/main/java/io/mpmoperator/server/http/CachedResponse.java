package io.mpmoperator.server.http;

/**
 * The whole answer to a request, at hand: it is given without asking anybody, for a while.
 *
 * @param until when it has to be asked for again, a moment of {@link System#nanoTime}
 */
public record CachedResponse(Response response, long until) {

    /** Whether giving it may wait for a disk. */
    public boolean mayBlock() {
        return response.content() instanceof Content.Unopened;
    }
}
