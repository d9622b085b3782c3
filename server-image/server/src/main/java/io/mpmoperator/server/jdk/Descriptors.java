package io.mpmoperator.server.jdk;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import sun.nio.ch.IOUtil;

/** Descriptors of this process that Java has not opened itself. */
public final class Descriptors {

    private Descriptors() {}

    /**
     * What writes to a descriptor. Where this JDK makes no descriptors, its file, pipe or terminal is opened anew.
     *
     * @throws IOException where it must be opened anew and may not, or is a socket
     */
    public static FileOutputStream out(int number) throws IOException {
        return switch (number) {
            case 1 -> new FileOutputStream(FileDescriptor.out);
            case 2 -> new FileOutputStream(FileDescriptor.err);
            default ->
                JdkParts.DESCRIPTOR_OF_A_NUMBER
                        ? new FileOutputStream(IOUtil.newFD(number))
                        : new FileOutputStream("/proc/self/fd/" + number, true);
        };
    }
}
