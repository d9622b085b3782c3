package io.mpmoperator.server.proxy;

import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Response;
import java.io.IOException;

/** Has one request performed by a FastCGI server, by a thread that waits, as mod_proxy_fcgi does. */
final class FastCgiForwarder implements RequestHandler {

    private static final String MEASURED = "proxy-sendcl";

    private final Backends backends;
    private final BackendPool pool;
    private final boolean reuses;
    private final Circumstances circumstances;

    FastCgiForwarder(Backends backends, BackendPool pool, boolean reuses, Circumstances circumstances) {
        this.backends = backends;
        this.pool = pool;
        this.reuses = reuses && pool.peer().areReused();
        this.circumstances = circumstances;
    }

    @Override
    public boolean mayBlock(Request request) {
        return true;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        try (SentBody body = SentBody.of(exchange, circumstances.environment(MEASURED) != null)) {
            perform(exchange, body);
        } catch (BackendException e) {
            backends.tell(exchange.request().line(), pool.peer().name(), e.status(), e);
            if (exchange.answered()) {
                throw new IOException("the backend has broken off after the response had begun", e);
            }
            exchange.respond(Response.error(e.status()));
        }
    }

    private void perform(Exchange exchange, SentBody body) throws IOException {
        BackendConnection connection = pool.take(false);
        boolean kept = false;
        try {
            ScriptExchange script = new ScriptExchange(
                    exchange,
                    connection,
                    pool.peer().patience(),
                    circumstances.rules(),
                    said -> backends.tell(exchange.request().line(), pool.peer().name(), said));
            script.perform(circumstances.variables(exchange, body.length()), body.bytes(), reuses);
            kept = reuses && script.isWhole() && !connection.hasRest();
        } finally {
            if (kept) {
                pool.giveBack(connection);
            } else {
                pool.drop(connection);
            }
        }
    }
}
