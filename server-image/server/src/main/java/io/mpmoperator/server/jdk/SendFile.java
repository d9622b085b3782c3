package io.mpmoperator.server.jdk;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.FileChannelImpl;
import sun.nio.ch.IOStatus;

/**
 * sendfile(2) from a file's descriptor to a socket's. {@link FileChannel#transferTo} comes to the same call, by way of three
 * locks, a table of threads and the file's size: two fifths of all code that a prefork child touches for a large file.
 *
 * <p>An interrupted thread sends on, where the channel would be closed. Only for those who wait, and alone close the socket: a
 * channel that somebody else closes would leave its descriptor to the next connection.
 */
public final class SendFile {

    private static final @Nullable MethodHandle DESCRIPTOR = JdkParts.DESCRIPTOR_OF_A_FILE ? descriptorOfAFile() : null;
    private static final @Nullable MethodHandle TRANSFER = JdkParts.SENDING_A_FILE ? transfer() : null;

    private SendFile() {}

    private static MethodHandle descriptorOfAFile() {
        try {
            return MethodHandles.privateLookupIn(FileChannelImpl.class, MethodHandles.lookup())
                    .findGetter(FileChannelImpl.class, "fd", FileDescriptor.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("was there at the start", e);
        }
    }

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
     * @param descriptor the connection's; null where this JDK does not give it
     * @return how many bytes, 0 at the end of the file, or where a socket that does not wait takes none
     */
    public static long send(
            FileChannel file, long position, long count, SocketChannel connection, @Nullable FileDescriptor descriptor)
            throws IOException {
        if (descriptor == null || DESCRIPTOR == null || TRANSFER == null || !(file instanceof FileChannelImpl known)) {
            return file.transferTo(position, count, connection);
        }
        long sent = call(known, position, count, descriptor);
        while (sent == IOStatus.INTERRUPTED) {
            sent = call(known, position, count, descriptor);
        }
        if (sent == IOStatus.UNAVAILABLE) {
            return 0;
        }
        return sent >= 0 ? sent : file.transferTo(position, count, connection);
    }

    private static long call(FileChannelImpl file, long position, long count, FileDescriptor connection)
            throws IOException {
        try {
            FileDescriptor source = (FileDescriptor) requireNonNull(DESCRIPTOR).invokeExact(file);
            return (long) requireNonNull(TRANSFER).invokeExact(source, position, count, connection, false);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("declares no other", e);
        }
    }
}
