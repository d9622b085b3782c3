package io.mpmoperator.server.handler;

import io.mpmoperator.server.http.FakeExchange;
import io.mpmoperator.server.interleaving.Interleavings;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** A thread of a handler answers while the server's own waits for the end of the exchange. */
class HandlerResponseInterleavingTest {

    /** The two threads, and one that comes late. */
    public static final class Handler {

        private static final byte[] BODY = {'o', 'k'};

        private final FakeExchange exchange = FakeExchange.of("GET", "/");

        /** The server's thread would sleep without an end if no other thread woke it. */
        private final HandlerResponse answering = new HandlerResponse(exchange) {
            @Override
            @SuppressWarnings("WaitNotInLoop") // the loop is its caller's
            void sleep(long nanos) throws InterruptedException {
                wait();
            }
        };

        private boolean writtenLate;

        /** The server's thread, after the handler has returned. */
        @Operation(runOnce = true)
        public void await() {
            if (!answering.awaitOver(TimeUnit.HOURS.toNanos(1)) || !answering.complete()) {
                throw new AssertionError("the exchange is over before it is answered");
            }
        }

        /** The handler's thread. */
        @Operation(runOnce = true)
        public void answer() throws IOException {
            answering.begin(200, HttpFields.EMPTY, HandlerResponse.UNKNOWN);
            answering.write(BODY, 0, BODY.length);
            answering.closeBody();
        }

        /** Another one of the handler's. */
        @Operation(runOnce = true)
        public void writeOnceMore() {
            try {
                answering.write(BODY, 0, 1);
                writtenLate = true;
            } catch (IOException tooEarlyOrTooLate) {
                writtenLate = false;
            }
        }

        /** What was accepted lies within the response. */
        @Validate
        public void nothingIsWrittenAfterTheEnd() {
            int length = exchange.text().length();
            if (length != (writtenLate ? 3 : 2)) {
                throw new AssertionError("the client has received " + length + " bytes");
            }
        }
    }

    @Test
    void theServerHearsOfTheEndAndNothingFollows() {
        Interleavings.checkOneEach(Handler.class, 3);
    }
}
