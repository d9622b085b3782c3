package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyResponseTest {

    private static final byte[] DATE = "Date: today\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String FIELDS =
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nETag: \"a\"\r\nServer: mpm-server\r\n";
    private static final HttpFields TAG = HttpFields.build().add(HttpHeader.ETAG, "\"a\"");

    @TempDir
    private Path folder;

    private Path path;
    private FileChannel channel;
    private OpenFile file;

    @BeforeEach
    void open() throws IOException {
        path = Files.writeString(folder.resolve("file"), "0123456789");
        channel = FileChannel.open(path);
        file = new OpenFile(channel);
    }

    private static ReadyResponse memory() {
        byte[] body = "0123456789".getBytes(StandardCharsets.US_ASCII);
        return ReadyResponse.of(Response.of(200, TAG, new Content.Memory(body)));
    }

    private ReadyResponse ofFile() {
        return ReadyResponse.of(Response.of(200, TAG, new Content.FilePart(file, 0, 10)));
    }

    private static String text(ByteBuffer output) {
        return StandardCharsets.US_ASCII.decode(output.duplicate()).toString();
    }

    @Test
    void liesWholeInTheBufferWhereThereIsRoom() throws IOException {
        ByteBuffer output = ByteBuffer.allocate(200);
        for (ReadyResponse ready : new ReadyResponse[] {memory(), ofFile()}) {
            assertNull(ready.lay(output, false, true, DATE));
            assertEquals(FIELDS + "Date: today\r\n\r\n0123456789", text(output));
            assertNull(ready.lay(output, false, false, DATE));
            assertEquals(FIELDS + "Date: today\r\nConnection: close\r\n\r\n0123456789", text(output));
            assertNull(ready.lay(output, true, true, DATE));
            assertEquals(FIELDS + "Date: today\r\n\r\n", text(output));
        }
        file.release();
        assertFalse(channel.isOpen(), "it held the file no longer than it read it");
    }

    @Test
    void leavesALargeContentToBeSentBehindItsHead() throws IOException {
        ByteBuffer output = ByteBuffer.allocate(FIELDS.length() + "Date: today\r\n\r\n".length() + 9);
        assertEquals(
                10,
                assertInstanceOf(Content.Memory.class, memory().lay(output, false, true, DATE))
                        .length());
        assertEquals(FIELDS + "Date: today\r\n\r\n", text(output));

        Content.FilePart part = assertInstanceOf(Content.FilePart.class, ofFile().lay(output, false, true, DATE));
        assertSame(file, part.file());
        file.release();
        assertTrue(channel.isOpen(), "who sends it holds it");
        part.release();
        assertFalse(channel.isOpen());
    }

    @Test
    void saysNothingOfALengthWhereNothingHasChanged() throws IOException {
        ReadyResponse notModified = ReadyResponse.of(Response.of(304, TAG, new Content.None()));
        ByteBuffer output = ByteBuffer.allocate(200);
        assertNull(notModified.lay(output, false, true, DATE));
        assertEquals(
                "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nServer: mpm-server\r\nDate: today\r\n\r\n", text(output));
        assertEquals(0, notModified.length());
    }

    @Test
    void isNotLaidOnceItsFileIsClosedOrShorter() throws IOException {
        ReadyResponse ready = ofFile();
        Files.writeString(path, "01234");
        assertThrows(IOException.class, () -> ready.lay(ByteBuffer.allocate(200), false, true, DATE));
        assertTrue(channel.isOpen());
        file.release();
        assertFalse(channel.isOpen(), "the failed try holds nothing");
        assertThrows(IOException.class, () -> ready.lay(ByteBuffer.allocate(200), false, true, DATE));
        assertThrows(IOException.class, () -> ready.lay(ByteBuffer.allocate(120), false, true, DATE));
    }

    @Test
    void sharesTheFieldsThatOthersHaveAsWell() {
        SharedFields shared = new SharedFields();
        String added = "x".repeat(200);
        HttpFields fields = HttpFields.build(TAG).add("X-Added", added);
        ReadyResponse response = ReadyResponse.of(Response.of(200, fields, new Content.None()), shared, null);
        assertEquals(added, response.field("x-added"));
        assertEquals("\"a\"", response.field("ETag"));
        String lines = "X-Added: " + added + "\r\nServer: mpm-server\r\n";
        assertSame(shared.bytes(lines), shared.bytes(String.join("", lines.split("(?<=\n)"))));
    }

    @Test
    void knowsAFewFieldsThatAreShared() {
        SharedFields shared = new SharedFields();
        for (int i = 0; i < 100; i++) {
            shared.bytes("X-Number: " + i + "\r\n");
        }
        assertSame(shared.bytes("X-Number: 0\r\n"), shared.bytes("X-Number: 0\r\n"));
        assertNotSame(shared.bytes("X-Number: 99\r\n"), shared.bytes("X-Number: 99\r\n"));
    }

    @Test
    void doesNotFitWhereItsHeadIsLargerThanABuffer() {
        HttpFields large = HttpFields.build().add("X-Large", "x".repeat(OutputBuffers.BYTES));
        assertFalse(
                ReadyResponse.of(Response.of(200, large, new Content.None())).fits());
        assertTrue(memory().fits());
    }
}
