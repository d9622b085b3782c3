package io.mpmoperator.server.jdk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What this JDK does not have of that which the server would use beside the public API. The server does without, more slowly;
 * whoever runs it is told once for each part and process. Tried is JDK 25.
 *
 * <p>Safe for use by several threads.
 */
public final class JdkParts {

    private static final List<String> MISSING = new ArrayList<>();
    private static Consumer<String> told = sentence -> {};

    private JdkParts() {}

    /** Tells a listener what was found missing, and from now on what will be, a sentence for each part. */
    public static synchronized void tellMissing(Consumer<String> listener) {
        told = listener;
        MISSING.forEach(listener);
    }

    static synchronized void missing(String part, Throwable cause) {
        String sentence = part + " is not as in JDK 25 (" + cause + "); the server does without";
        MISSING.add(sentence);
        told.accept(sentence);
    }
}
