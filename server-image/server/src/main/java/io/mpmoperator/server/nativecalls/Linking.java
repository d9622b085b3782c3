package io.mpmoperator.server.nativecalls;

/**
 * Whether a child calls the C library itself. To link it makes classes at run time, which are 1.5 MB of a process on a JVM:
 * nothing beside what one process for many connections saves by it, and too much where there is a process for each connection.
 */
public final class Linking {

    /** What a JVM is started with that is to link nothing. */
    public static final String JVM_OPTION_AGAINST = "-Dwebserver.linking=false";

    /** Whether this process links nothing, and does by Java what {@link SocketCalls} and {@link FileCalls} do. */
    public static final boolean AVOIDED = "false".equals(System.getProperty("webserver.linking"));

    private Linking() {}
}
