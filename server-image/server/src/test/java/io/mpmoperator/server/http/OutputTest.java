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
        Content.FilePart content = new Content.FilePart(new OpenFile(FileChannel.open(file)), 0, BODY.length());
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
    void letsGoOfTheFileWhenAllOfItIsSentAndNotBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), BODY);
        FileChannel channel = FileChannel.open(file);
        MemoryTransport transport = new MemoryTransport().takes(HEAD.length() + 1);
        Content.FilePart content = new Content.FilePart(new OpenFile(channel), 0, BODY.length());
        Output output = new Output(filled(ByteBuffer.allocate(64), HEAD), true, content);

        assertFalse(output.send(transport));
        assertTrue(channel.isOpen());
        assertTrue(output.send(transport.takes(Integer.MAX_VALUE)));
        assertFalse(channel.isOpen());
    }

    @Test
    void letsGoOfAFileThatIsNotSent() throws IOException {
        FileChannel channel = FileChannel.open(Files.writeString(folder.resolve("file"), BODY));
        Content.FilePart content = new Content.FilePart(new OpenFile(channel), 0, BODY.length());
        Output output = new Output(filled(ByteBuffer.allocate(64), HEAD), true, content);
        assertFalse(output.send(new MemoryTransport().takes(HEAD.length() + 1)));

        output.abandon();
        assertFalse(channel.isOpen());
        assertEquals(1, output.sentOf(BODY.length()));
    }

    /** As a response that lay whole in a thread's buffer, of which the client has taken a part. */
    @Test
    void goesOnWithARestThatItKeepsForItself() throws IOException {
        ByteBuffer lent = filled(ByteBuffer.allocate(64), HEAD + BODY);
        MemoryTransport transport = new MemoryTransport().takes(HEAD.length() + 4);
        transport.write(lent);
        Output output = new Output(lent, HEAD.length() + BODY.length());
        assertFalse(output.send(transport));
        output.detach();
        filled(lent, "the secret of another client");
        assertEquals(4, output.sentOf(BODY.length()));
        assertEquals(BODY.length() - 4, output.kept());

        assertTrue(output.send(transport.takes(Integer.MAX_VALUE)));
        assertEquals(HEAD + BODY, transport.sent());
        assertEquals(BODY.length(), output.sentOf(BODY.length()));
    }

    private static ByteBuffer filled(ByteBuffer buffer, String text) {
        return buffer.clear().put(text.getBytes(StandardCharsets.US_ASCII)).flip();
    }
}
