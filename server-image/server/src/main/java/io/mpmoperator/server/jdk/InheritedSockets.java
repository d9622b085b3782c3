package io.mpmoperator.server.jdk;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;
import sun.nio.ch.IOUtil;

/**
 * Listening sockets that a process has inherited. The JDK has an API for the one at descriptor 0; what it makes of that one is made
 * of others in the same way here.
 */
public final class InheritedSockets {

    private InheritedSockets() {}

    /**
     * The socket at descriptor 0.
     *
     * @throws IllegalStateException where there is none
     */
    public static ServerSocketChannel first() throws IOException {
        if (System.inheritedChannel() instanceof ServerSocketChannel listener) {
            return listener;
        }
        throw new IllegalStateException(
                "there is no listening socket at descriptor 0: children are started by webserver run");
    }

    /**
     * The socket at another descriptor, which is closed with the channel.
     *
     * @throws IOException where this JDK keeps sockets in another way than JDK 25
     */
    public static ServerSocketChannel at(int descriptor) throws IOException {
        try {
            Constructor<?> constructor = Class.forName("sun.nio.ch.ServerSocketChannelImpl")
                    .getDeclaredConstructor(
                            SelectorProvider.class, ProtocolFamily.class, FileDescriptor.class, boolean.class);
            constructor.setAccessible(true);
            return (ServerSocketChannel) constructor.newInstance(
                    SelectorProvider.provider(), StandardProtocolFamily.INET6, IOUtil.newFD(descriptor), true);
        } catch (InvocationTargetException e) {
            throw new IOException("no listening socket at descriptor " + descriptor + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException(
                    "this JDK takes up one listening socket alone (" + e + "): one Listen is accepted", e);
        }
    }
}
