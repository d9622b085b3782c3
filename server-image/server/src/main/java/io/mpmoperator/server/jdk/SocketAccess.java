package io.mpmoperator.server.jdk;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.Net;
import sun.nio.ch.SelChImpl;

/**
 * What Java's socket channels have and hide: their descriptor, and the one option that Java does not offer. Both are had from
 * what the JDK itself uses, which {@link #JVM_OPTION} opens. {@code java.lang.foreign} would need no less (a channel's
 * descriptor is hidden), and would cost a prefork child 1.7 MB.
 */
public final class SocketAccess {

    /** What a JVM must be started with, and native-image too. */
    public static final String JVM_OPTION = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";

    /** What native-image has to initialize: a method handle that was made when the executable was is called directly. */
    public static final String INITIALIZED_WITH_THE_EXECUTABLE = SocketAccess.class.getName() + ","
            + SetOption.class.getName() + "," + SendFile.class.getName() + "," + JdkParts.class.getName();

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_CORK = 3;

    private SocketAccess() {}

    /** How the JDK itself sets an option; apart, for a child that never sends a large file needs no method handle. */
    static final class SetOption {

        private static final @Nullable MethodHandle HANDLE = JdkParts.OPTION_OF_A_SOCKET ? find() : null;

        private SetOption() {}

        private static MethodHandle find() {
            try {
                return MethodHandles.privateLookupIn(Net.class, MethodHandles.lookup())
                        .findStatic(
                                Net.class,
                                "setIntOption0",
                                MethodType.methodType(
                                        void.class,
                                        FileDescriptor.class,
                                        boolean.class,
                                        int.class,
                                        int.class,
                                        int.class,
                                        boolean.class));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("was there at the start", e);
            }
        }
    }

    /**
     * The descriptor of a channel. It must not be used any more when the channel is closed.
     *
     * @return null where this JDK does not give it
     */
    public static @Nullable FileDescriptor descriptor(SocketChannel channel) {
        return JdkParts.DESCRIPTOR_OF_A_CHANNEL && channel instanceof SelChImpl known ? known.getFD() : null;
    }

    /**
     * Lets a connection send full segments only, until {@link #uncork} (TCP_CORK of tcp(7)). A response's head then travels
     * with the beginning of its file, and sendfile's pieces, which are no multiple of a segment, make no small ones in
     * between: a client takes a large file with a quarter less work.
     */
    public static void cork(SocketChannel connection) {
        setCork(connection, true);
    }

    /** Sends the rest, and lets the connection send as it did before. */
    public static void uncork(SocketChannel connection) {
        setCork(connection, false);
    }

    private static void setCork(SocketChannel connection, boolean corked) {
        if (connection.isOpen()) {
            setCork(descriptor(connection), corked);
        }
    }

    /** The same for the descriptor of a connection that nobody closes meanwhile; nothing where there is none. */
    public static void setCork(@Nullable FileDescriptor connection, boolean corked) {
        MethodHandle handle = SetOption.HANDLE;
        if (connection == null || handle == null) {
            return;
        }
        try {
            handle.invokeExact(connection, false, IPPROTO_TCP, TCP_CORK, corked ? 1 : 0, false);
        } catch (IOException e) {
            // the connection is gone, as the next write will say
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("declares no other", e);
        }
    }
}
