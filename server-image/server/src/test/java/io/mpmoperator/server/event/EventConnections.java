package io.mpmoperator.server.event;

import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.HttpConnection;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.transport.NonBlockingTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Connections that are asked for nothing. */
final class EventConnections {

    private static final RequestHandler NONE = new RequestHandler() {
        @Override
        public boolean mayBlock(Request request) {
            return false;
        }

        @Override
        public void handle(Exchange exchange) {
            throw new IllegalStateException("it is asked for nothing");
        }
    };

    private EventConnections() {}

    /** A connection over a socket that is open and goes nowhere; its transport is to be closed. */
    static EventConnection connection() throws IOException {
        NonBlockingTransport transport = new NonBlockingTransport(SocketChannel.open());
        ServerContext context = new ServerContext(
                HttpSettings.defaults(),
                NONE,
                RequestLog.NONE,
                new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC()),
                () -> false,
                UnaryOperator.identity());
        return new EventConnection(transport, new HttpConnection(transport, context));
    }
}
