package io.mpmoperator.operator.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks an address until it answers 200: how a test from inside the cluster sees that the operator is ready. */
final class Await {

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration ONE_TRY = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(ONE_TRY).build();
    private final Duration patience;

    Await(Duration patience) {
        this.patience = patience;
    }

    /**
     * Returns when the address has answered 200.
     *
     * @throws UsageException when it has not within the time there is, with its last response
     */
    void answer(URI address) throws UsageException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        String trouble = ask(address);
        while (!trouble.isEmpty()) {
            if (System.nanoTime() >= end) {
                throw new UsageException(
                        "%s: %s, after %d s; 200 is awaited".formatted(address, trouble, patience.toSeconds()));
            }
            Thread.sleep(BETWEEN_TRIES);
            trouble = ask(address);
        }
    }

    /** What is not yet as awaited; nothing where all is well. */
    private String ask(URI address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(ONE_TRY).build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == OK ? "" : "answers " + status;
        } catch (IOException e) {
            return "does not answer (%s)".formatted(e.getClass().getSimpleName());
        }
    }
}
