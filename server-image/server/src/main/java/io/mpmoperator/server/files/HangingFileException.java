package io.mpmoperator.server.files;

import java.io.IOException;

/** A file did not answer in time: a device without data, a FIFO without a writer, a file system of a network that is away. */
public final class HangingFileException extends IOException {

    private static final long serialVersionUID = 1;

    HangingFileException(String message) {
        super(message);
    }
}
