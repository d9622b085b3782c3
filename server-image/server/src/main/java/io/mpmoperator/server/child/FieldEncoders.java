package io.mpmoperator.server.child;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * Jetty's encoders of header fields. {@link PreEncodedHttpField} looks for them in every jar of the class path when it is
 * initialized, by a thread's loader, and has those of HTTP/1 anyway.
 */
final class FieldEncoders {

    private FieldEncoders() {}

    /** Initializes them by a loader that has no jars: their directories would stay in each child's heap. */
    static void initialize() {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            HttpHeader _ = new PreEncodedHttpField(HttpHeader.SERVER, "").getHeader();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }
}
