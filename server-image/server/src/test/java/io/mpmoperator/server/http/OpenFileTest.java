package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFileTest {

    @TempDir
    private Path folder;

    private FileChannel channel;
    private OpenFile file;

    @BeforeEach
    void open() throws IOException {
        channel = FileChannel.open(Files.writeString(folder.resolve("file"), "0123456789"));
        file = new OpenFile(channel);
    }

    @Test
    void isClosedByTheLastWhoLetsGoOfIt() throws IOException {
        assertTrue(file.hold());
        assertTrue(file.hold());
        file.release();
        file.release();
        assertTrue(channel.isOpen());
        file.release();
        assertFalse(channel.isOpen());
    }

    @Test
    void isHeldByNobodyOnceItIsClosed() throws IOException {
        file.release();
        assertFalse(file.hold());
        assertFalse(file.hold());
        assertFalse(channel.isOpen());
    }

    @Test
    void readsFromItsBeginningBehindWhatIsThere() throws IOException {
        ByteBuffer target = ByteBuffer.allocate(20).put("head:".getBytes(StandardCharsets.US_ASCII));
        file.read(target, 10);
        assertEquals(20, target.limit());
        assertEquals(
                "head:0123456789",
                StandardCharsets.US_ASCII.decode(target.flip()).toString());
        assertEquals(0, channel.position(), "several connections send one file at the same time");
    }

    @Test
    void saysThatItHasBecomeShorter() {
        assertThrows(EOFException.class, () -> file.read(ByteBuffer.allocate(20), 11));
    }
}
