package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending a response in several goes, between which the buffer that its head lay in serves another connection. */
class OutputTest {

    private static final String HEAD = "head:";
    private static final String BODY = "the content of a file";

    @TempDir
    private Path folder;

    /** Some of the head, all of it, some of the file. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 9})
    void leavesAloneWhatOthersPutIntoTheBufferThatItWasLent(int takenAtFirst) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), BODY);
        ByteBuffer lent = ByteBuffer.allocate(64);
        MemoryTransport transport = new MemoryTransport().takes(takenAtFirst);
        Content.FilePart content = new Content.FilePart(FileChannel.open(file), 0, BODY.length());
        Output output = new Output(filled(lent, HEAD), true, content);
        assertFalse(output.send(transport));

        output.detach();
        filled(lent, "the secret of another client");

        assertTrue(output.send(transport.takes(Integer.MAX_VALUE)));
        assertEquals(HEAD + BODY, transport.sent());
        assertEquals(
                "the secret of another client",
                StandardCharsets.US_ASCII.decode(lent).toString());
    }

    @Test
    void letsTheHeadTravelWithTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), BODY);
        MemoryTransport transport = new MemoryTransport().takes(HEAD.length() + 1);
        Content.FilePart content = new Content.FilePart(FileChannel.open(file), 0, BODY.length());
        Output output = new Output(filled(ByteBuffer.allocate(64), HEAD), true, content);

        assertFalse(output.send(transport));
        assertTrue(transport.corked());
        assertTrue(output.send(transport.takes(Integer.MAX_VALUE)));
        assertFalse(transport.corked());
    }

    @Test
    void sendsAtOnceWhatHasNoFile() throws IOException {
        MemoryTransport transport = new MemoryTransport().takes(HEAD.length());
        Content.Memory content = new Content.Memory(BODY.getBytes(StandardCharsets.US_ASCII));
        Output output = new Output(filled(ByteBuffer.allocate(64), HEAD), true, content);

        assertFalse(output.send(transport));
        assertFalse(transport.corked());
    }

    private static ByteBuffer filled(ByteBuffer buffer, String text) {
        return buffer.clear().put(text.getBytes(StandardCharsets.US_ASCII)).flip();
    }
}
