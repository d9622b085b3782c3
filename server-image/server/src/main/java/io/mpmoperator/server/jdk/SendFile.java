package io.mpmoperator.server.jdk;

import static java.util.Objects.requireNonNull;

import io.mpmoperator.server.nativecalls.Linking;
import io.mpmoperator.server.nativecalls.SocketCalls;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.IOStatus;

/**
 * sendfile(2) from a file's descriptor to a socket's. {@link FileChannel#transferTo} comes to the same call, by way of three
 * locks, a table of threads and the file's size: two fifths of all code that a prefork child touches for a large file. The JDK's
 * own call tries copy_file_range(2) first, which takes no socket; it is used by those alone who link nothing.
 *
 * <p>An interrupted thread sends on, where the channel would be closed. Only for those who alone close the socket: a
 * channel that somebody else closes would leave its descriptor to the next connection.
 */
public final class SendFile {

    private static final @Nullable MethodHandle TRANSFER = JdkParts.SENDING_A_FILE ? transfer() : null;

    private SendFile() {}

    private static MethodHandle transfer() {
        try {
            Class<?> dispatcher = Class.forName("sun.nio.ch.FileDispatcherImpl");
            return MethodHandles.privateLookupIn(dispatcher, MethodHandles.lookup())
                    .findStatic(
                            dispatcher,
                            "transferTo0",
                            MethodType.methodType(
                                    long.class,
                                    FileDescriptor.class,
                                    long.class,
                                    long.class,
                                    FileDescriptor.class,
                                    boolean.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("was there at the start", e);
        }
    }

    /**
     * Sends what a socket takes in one call, and by {@link FileChannel#transferTo} where
     * a file system or this JDK has none.
     *
     * @return how many bytes, 0 at the end of the file, or where a socket that does not wait takes none
     */
    public static long send(FileChannel file, long position, long count, SocketChannel connection) throws IOException {
        long sent = Linking.AVOIDED
                ? sendByJdk(file, position, count, connection)
                : sendByLibrary(file, position, count, connection);
        return sent >= 0 ? sent : file.transferTo(position, count, connection);
    }

    private static long sendByLibrary(FileChannel file, long position, long count, SocketChannel connection)
            throws IOException {
        int source = FileAccess.number(file);
        int socket = SocketAccess.number(connection);
        return source < 0 || socket < 0 ? -1 : SocketCalls.sendFile(socket, source, position, count);
    }

    /** Below 0 where that is not to be had. */
    static long sendByJdk(FileChannel file, long position, long count, SocketChannel connection) throws IOException {
        FileDescriptor source = FileAccess.descriptor(file);
        FileDescriptor target = SocketAccess.descriptor(connection);
        if (source == null || target == null || TRANSFER == null) {
            return -1;
        }
        long sent = call(source, position, count, target);
        while (sent == IOStatus.INTERRUPTED) {
            sent = call(source, position, count, target);
        }
        return sent == IOStatus.UNAVAILABLE ? 0 : sent;
    }

    private static long call(FileDescriptor source, long position, long count, FileDescriptor connection)
            throws IOException {
        try {
            return (long) requireNonNull(TRANSFER).invokeExact(source, position, count, connection, false);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("declares no other", e);
        }
    }
}
