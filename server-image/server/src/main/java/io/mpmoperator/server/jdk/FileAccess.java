package io.mpmoperator.server.jdk;

import static java.util.Objects.requireNonNull;

import io.mpmoperator.server.nativecalls.Linking;
import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.FileChannelImpl;
import sun.nio.ch.IOUtil;

/** What Java's file channels have and hide: their descriptor. */
public final class FileAccess {

    private static final @Nullable MethodHandle DESCRIPTOR = JdkParts.DESCRIPTOR_OF_A_FILE ? descriptorOfAFile() : null;

    private FileAccess() {}

    private static MethodHandle descriptorOfAFile() {
        try {
            return MethodHandles.privateLookupIn(FileChannelImpl.class, MethodHandles.lookup())
                    .findGetter(FileChannelImpl.class, "fd", FileDescriptor.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("was there at the start", e);
        }
    }

    /**
     * The number of a file's descriptor, for the calls of the C library. It must not be used any more when the channel is closed.
     *
     * @return below 0 where this JDK does not give it, for a channel that is closed, and where nothing is linked
     */
    public static int number(FileChannel file) {
        FileDescriptor descriptor = Linking.AVOIDED ? null : descriptor(file);
        return descriptor == null ? -1 : IOUtil.fdVal(descriptor);
    }

    /** The same as the JDK's own calls take it; null where this JDK does not give it, and for a channel that is closed. */
    static @Nullable FileDescriptor descriptor(FileChannel file) {
        if (DESCRIPTOR == null || !(file instanceof FileChannelImpl known) || !file.isOpen()) {
            return null;
        }
        try {
            return (FileDescriptor) requireNonNull(DESCRIPTOR).invokeExact(known);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("declares no other", e);
        }
    }
}
