package io.mpmoperator.e2e.benchmark.contender;

import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.TlsClient;
import java.io.UncheckedIOException;

/** Looking for a server's first response, every millisecond. */
public final class FirstResponse {

    private FirstResponse() {}

    /** Whether a request is answered with 200. */
    static boolean isGiven(int port, String path, Serving serving) {
        try {
            return serving.tls()
                    ? encrypted(port, path) == 200
                    : RawHttp.get(port, path).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static int encrypted(int port, String path) {
        try (RawHttp http = TlsClient.trusting(Contender.CERTIFICATE).connect(port)) {
            return http.sendGet(path).receive().status();
        }
    }

    /** Waits a millisecond. */
    public static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for a first response", e);
        }
    }
}
