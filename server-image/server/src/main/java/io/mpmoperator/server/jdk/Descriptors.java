package io.mpmoperator.server.jdk;

import java.io.FileDescriptor;
import sun.nio.ch.IOUtil;

/** Descriptors of this process that Java has not opened itself. */
public final class Descriptors {

    private Descriptors() {}

    /** What Java writes to a descriptor by. */
    public static FileDescriptor of(int number) {
        return switch (number) {
            case 1 -> FileDescriptor.out;
            case 2 -> FileDescriptor.err;
            default -> IOUtil.newFD(number);
        };
    }
}
