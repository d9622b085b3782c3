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
         * @param client its address in figures, {@code -} when it was gone already
         * @param request null when it was malformed
         * @param receivedMillis when the request was there, milliseconds since 1970
         * @param micros from the request's first byte to the answer's last
         */
        void answered(
                String client, @Nullable Request request, SentResponse answered, long receivedMillis, long micros);

        /** Whether it is enough to say that the last request came again, from the same client and with the same answer. */
        boolean repeats();

        /** Whether it is, of one that was received at a moment, milliseconds since 1970. */
        boolean repeatsAt(long receivedMillis);

        /** The last request came again, at a moment of which {@link #repeatsAt} has said that this is enough. */
        void againAt(long receivedMillis);

        /** The last request came again, within the same second. */
        void again();
    }

    /** The writer of a log that hears of nothing. */
    final class Nothing implements Writer {

        @Override
        public void answered(
                String client, @Nullable Request request, SentResponse answered, long receivedMillis, long micros) {}

        @Override
        public boolean repeats() {
            return true;
        }

        @Override
        public boolean repeatsAt(long receivedMillis) {
            return true;
        }

        @Override
        public void againAt(long receivedMillis) {}

        @Override
        public void again() {}
    }
}
