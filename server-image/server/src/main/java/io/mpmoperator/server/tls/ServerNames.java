package io.mpmoperator.server.tls;

/**
 * Names that clients send in their first message (RFC 6066, section 3). The JDK's handshake fails for names that it dislikes, as
 * those with an underscore, a last dot or a label of 64 are, before anybody is asked; clients send them all the same, and
 * Apache serves them.
 */
public final class ServerNames {

    /** What the JDK's TLS reads once, when its first connection is made: extensions that a server neither reads nor sends. */
    private static final String DISABLED = "jdk.tls.server.disableExtensions";

    private static final String SERVER_NAME = "server_name";

    /**
     * What native-image has to be told: the JDK's TLS is initialized with the executable, so this is read when it is made.
     * {@link #ignore} comes too late there.
     */
    public static final String IGNORED_WITH_THE_EXECUTABLE = "-D" + DISABLED + "=" + SERVER_NAME;

    private ServerNames() {}

    /** Lets the JDK read over them, in this process. To be called before TLS is used. */
    static void ignore() {
        String others = System.getProperty(DISABLED, "");
        if (!others.contains(SERVER_NAME)) {
            System.setProperty(DISABLED, others.isEmpty() ? SERVER_NAME : others + "," + SERVER_NAME);
        }
    }
}
