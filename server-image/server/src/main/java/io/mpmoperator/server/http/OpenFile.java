package io.mpmoperator.server.http;

import io.mpmoperator.server.jdk.FileAccess;
import io.mpmoperator.server.nativecalls.FileCalls;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that is open for reading, for all who hold it: the last who lets go of it closes it. Safe for use by several threads. */
public final class OpenFile {

    private final FileChannel channel;
    private final ReferenceCount holders = new ReferenceCount();

    /** A file that the caller alone holds. */
    public OpenFile(FileChannel channel) {
        this.channel = channel;
    }

    /** The file, to be used by those who hold it. */
    public FileChannel channel() {
        return channel;
    }

    /** Holds it once more; false where it has no holder any longer. */
    public boolean hold() {
        return holders.hold();
    }

    /** Lets go of it. */
    public void release() throws IOException {
        if (holders.release()) {
            channel.close();
        }
    }

    /**
     * Reads from its beginning.
     *
     * @throws EOFException when it is shorter than that
     */
    void read(ByteBuffer target, int count) throws IOException {
        int descriptor = target.isDirect() ? FileAccess.number(channel) : -1;
        if (descriptor >= 0) {
            FileCalls.read(descriptor, target, count);
        } else {
            readByChannel(target, count);
        }
    }

    private void readByChannel(ByteBuffer target, int count) throws IOException {
        int end = target.limit();
        int begin = target.position();
        target.limit(begin + count);
        while (target.hasRemaining()) {
            if (channel.read(target, (long) target.position() - begin) < 0) {
                throw new EOFException("the file has become shorter than " + count + " bytes");
            }
        }
        target.limit(end);
    }
}
