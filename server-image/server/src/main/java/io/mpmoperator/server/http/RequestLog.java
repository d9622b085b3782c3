package io.mpmoperator.server.http;

import org.jspecify.annotations.Nullable;

/** Hears of every request that was answered: the access log. */
@FunctionalInterface
public interface RequestLog {

    /** Hears of nothing. */
    RequestLog NONE = Nothing::new;

    /** A writer for one thread. */
    Writer writer();

    /** Writes for one thread. */
    interface Writer {

        /**
         * A request was answered, or refused.
         *
         * @param request null when it was malformed
         * @param receivedMillis when the request was there, milliseconds since 1970
         * @param micros from the request's first byte to the response's last
         */
        void answered(
                LoggedConnection connection,
                @Nullable Request request,
                SentResponse answered,
                long receivedMillis,
                long micros);

        /**
         * A plain request was answered, and the whole response was sent.
         *
         * @param head what was asked, a view
         * @param bytes of the body that were sent
         * @param persistent whether the connection goes on
         * @param receivedMillis when the request was there, milliseconds since 1970
         * @param micros from the request's first byte to the response's last
         */
        void answered(
                LoggedConnection connection,
                PlainHead head,
                ReadyResponse response,
                long bytes,
                boolean persistent,
                long receivedMillis,
                long micros);
    }

    /** The writer of a log that hears of nothing. */
    final class Nothing implements Writer {

        @Override
        public void answered(
                LoggedConnection connection,
                @Nullable Request request,
                SentResponse answered,
                long receivedMillis,
                long micros) {}

        @Override
        public void answered(
                LoggedConnection connection,
                PlainHead head,
                ReadyResponse response,
                long bytes,
                boolean persistent,
                long receivedMillis,
                long micros) {}
    }
}
