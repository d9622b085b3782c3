package io.mpmoperator.server.transport;

import java.io.FileDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * TCP_CORK of tcp(7): a connection sends full segments only, until it is told to send the rest. A response's head then
 * travels with the beginning of its file, and sendfile's pieces, which are no multiple of a segment, make no small ones in
 * between: a client takes a large file with a quarter less work.
 *
 * <p>Java offers every option of a socket but this one, so it is set by what sets the others, which {@link #JVM_OPTION}
 * opens. {@code java.lang.foreign} would need no less (a channel's descriptor is hidden), and would cost a prefork child
 * 1.7 MB. Where the JVM does not open it, everything is sent as it would be without.
 */
public final class TcpCork {

    /** What a JVM must be started with, and native-image too. */
    public static final String JVM_OPTION = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_CORK = 3;

    private static final @Nullable Internals INTERNALS = Internals.find();

    private TcpCork() {}

    /** How the JDK itself sets an option: of a descriptor, which a channel knows. */
    private record Internals(Method descriptor, Method setOption) {

        static @Nullable Internals find() {
            try {
                Method descriptor = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFD");
                Method setOption = Class.forName("sun.nio.ch.Net")
                        .getDeclaredMethod(
                                "setIntOption0",
                                FileDescriptor.class,
                                boolean.class,
                                int.class,
                                int.class,
                                int.class,
                                boolean.class);
                boolean open = descriptor.trySetAccessible() && setOption.trySetAccessible();
                return open ? new Internals(descriptor, setOption) : null;
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }

        /** The last two numbers are the option's value and that it is none of IPv6's. */
        void set(SocketChannel connection, int value) throws ReflectiveOperationException {
            setOption.invoke(null, descriptor.invoke(connection), false, IPPROTO_TCP, TCP_CORK, value, false);
        }
    }

    /** Lets a connection send nothing but full segments from now on. */
    public static void cork(SocketChannel connection) {
        set(connection, 1);
    }

    /** Sends the rest, and lets the connection send as it did before. */
    public static void uncork(SocketChannel connection) {
        set(connection, 0);
    }

    private static void set(SocketChannel connection, int value) {
        if (INTERNALS == null || !connection.isOpen()) {
            return;
        }
        try {
            INTERNALS.set(connection, value);
        } catch (InvocationTargetException e) {
            // the connection is gone, as the next write will say
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("was accessible when the process began", e);
        }
    }
}
