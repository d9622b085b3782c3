package io.mpmoperator.server.jdk;

import java.io.FileDescriptor;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.SelChImpl;

/**
 * What Java's socket channels have and hide: their descriptor. It is had from
 * what the JDK itself uses, which {@link #JVM_OPTION} opens. {@code java.lang.foreign} would need no less (a channel's
 * descriptor is hidden), and would cost a prefork child 1.7 MB.
 */
public final class SocketAccess {

    /** What a JVM must be started with, and native-image too. */
    public static final String JVM_OPTION = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";

    /** What native-image has to initialize: a method handle that was made when the executable was is called directly. */
    public static final String INITIALIZED_WITH_THE_EXECUTABLE =
            SocketAccess.class.getName() + "," + SendFile.class.getName() + "," + JdkParts.class.getName();

    private SocketAccess() {}

    /**
     * The descriptor of a channel. It must not be used any more when the channel is closed.
     *
     * @return null where this JDK does not give it
     */
    public static @Nullable FileDescriptor descriptor(SocketChannel channel) {
        return JdkParts.DESCRIPTOR_OF_A_CHANNEL && channel instanceof SelChImpl known ? known.getFD() : null;
    }
}
