package io.mpmoperator.server.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The name of the host in a client's first message (RFC 8446, section 4.1.2; RFC 6066, section 3). The JDK's own reading of names is
 * off, see {@link ServerNames}.
 */
final class ClientHello {

    private static final int RECORD_HEADER = 5;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_NAME = 0;

    private ClientHello() {}

    /** Whether the record that a buffer begins with is there as a whole, or as much of it as the buffer takes. */
    static boolean isWhole(ByteBuffer received) {
        return received.remaining() >= RECORD_HEADER
                && received.remaining()
                        >= Math.min(
                                RECORD_HEADER + unsignedShort(received, received.position() + 3), received.capacity());
    }

    private static int unsignedShort(ByteBuffer buffer, int at) {
        return (buffer.get(at) & 255) << 8 | (buffer.get(at + 1) & 255);
    }

    /** The name, without a mark that it is there; null where there is none that can be read. The buffer's position stays. */
    static @Nullable String serverName(ByteBuffer received) {
        ByteBuffer message = received.duplicate();
        try {
            skip(message, RECORD_HEADER);
            if (message.get() != CLIENT_HELLO) {
                return null;
            }
            skip(message, 3 + 2 + 32);
            skip(message, message.get() & 255);
            skip(message, message.getShort() & 0xffff);
            skip(message, message.get() & 255);
            skip(message, 2);
            return nameAmongExtensions(message);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return null; // the engine says what is wrong with it
        }
    }

    private static @Nullable String nameAmongExtensions(ByteBuffer message) {
        while (message.remaining() >= 4) {
            int type = message.getShort() & 0xffff;
            int length = message.getShort() & 0xffff;
            if (type == SERVER_NAME) {
                return name(message);
            }
            skip(message, length);
        }
        return null;
    }

    private static @Nullable String name(ByteBuffer message) {
        skip(message, 2);
        if (message.get() != 0) {
            return null;
        }
        byte[] name = new byte[message.getShort() & 0xffff];
        message.get(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static void skip(ByteBuffer message, int count) {
        message.position(message.position() + count);
    }
}
