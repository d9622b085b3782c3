package io.mpmoperator.server.accesslog;

import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** The head of a request, however it was read. */
sealed interface AskedHead {

    String method();

    String target();

    String protocol();

    /** Bytes of the body that it announces. */
    long bodyBytes();

    /** The values of all fields of a name; null where there is none. */
    @Nullable
    String field(String name);

    /** The first value of a field that most requests have. */
    @Nullable
    String first(HttpHeader name);

    /** A request of its own. */
    Request request();

    /** The first line as far as there was one. */
    default String line() {
        return (method() + " " + target() + " " + protocol()).strip();
    }

    /** One that was read in place. */
    record Plain(PlainHead head) implements AskedHead {

        @Override
        public String method() {
            return head.method();
        }

        @Override
        public String target() {
            return head.target();
        }

        @Override
        public String protocol() {
            return "HTTP/1.1";
        }

        @Override
        public long bodyBytes() {
            return 0;
        }

        @Override
        public @Nullable String field(String name) {
            return head.field(name);
        }

        @Override
        public @Nullable String first(HttpHeader name) {
            return name == HttpHeader.REFERER ? head.referer() : head.userAgent();
        }

        @Override
        public Request request() {
            return head.toRequest();
        }
    }

    /** All others. */
    record Whole(Request request) implements AskedHead {

        @Override
        public String method() {
            return request.method();
        }

        @Override
        public String target() {
            return request.target();
        }

        @Override
        public String protocol() {
            return request.protocol();
        }

        @Override
        public long bodyBytes() {
            return Math.max(0, request.contentLength());
        }

        @Override
        public @Nullable String field(String name) {
            return request.field(name);
        }

        @Override
        public @Nullable String first(HttpHeader name) {
            return request.fields().get(name);
        }
    }
}
