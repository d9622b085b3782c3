package io.mpmoperator.server.jdk;

import io.mpmoperator.server.nativecalls.Linking;
import java.io.FileDescriptor;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.SelChImpl;

/**
 * What Java's socket channels have and hide: their descriptor. It is had from
 * what the JDK itself uses, which {@link #OPENED} opens.
 */
public final class SocketAccess {

    /** Lets this server call the C library. */
    public static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /** Opens what the JDK itself uses. */
    public static final String OPENED = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";

    /** What a JVM must be started with. */
    public static final List<String> JVM_OPTIONS = List.of(OPENED, NATIVE_ACCESS);

    /** What native-image has to initialize: a method handle that was made when the executable was is called directly. */
    public static final String INITIALIZED_WITH_THE_EXECUTABLE =
            SocketAccess.class.getName() + "," + FileAccess.class.getName() + "," + SendFile.class.getName() + ","
                    + Linking.class.getName() + "," + JdkParts.class.getName();

    private SocketAccess() {}

    /**
     * The number of a channel's descriptor, for the calls of the C library. It must not be used any more when the channel is
     * closed.
     *
     * @return below 0 where this JDK does not give it, and where nothing is linked
     */
    public static int number(SocketChannel channel) {
        return !Linking.AVOIDED && JdkParts.DESCRIPTOR_OF_A_CHANNEL && channel instanceof SelChImpl known
                ? known.getFDVal()
                : -1;
    }

    /**
     * The same as Java's streams take it.
     *
     * @return null where this JDK does not give it
     */
    public static @Nullable FileDescriptor descriptor(SocketChannel channel) {
        return JdkParts.DESCRIPTOR_OF_A_CHANNEL && channel instanceof SelChImpl known ? known.getFD() : null;
    }
}
