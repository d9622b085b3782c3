package io.mpmoperator.server.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.server.fastcgi.RecordReader.Event;
import io.mpmoperator.testing.FastCgiBackend;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

    private final StringBuilder output = new StringBuilder();
    private final StringBuilder errors = new StringBuilder();

    /** Feeds pieces, and notes what was read. */
    private boolean readInPieces(byte[] records, int size) throws FastCgiException {
        RecordReader reader = new RecordReader();
        boolean ended = false;
        for (int from = 0; from < records.length && !ended; from += size) {
            ByteBuffer piece = ByteBuffer.wrap(records, from, Math.min(size, records.length - from));
            ended = readAll(reader, piece);
        }
        return ended;
    }

    private boolean readAll(RecordReader reader, ByteBuffer piece) throws FastCgiException {
        while (true) {
            switch (reader.read(piece)) {
                case Event.Nothing _ -> {
                    return false;
                }
                case Event.End(boolean complete) -> {
                    return complete;
                }
                case Event.Output(ByteBuffer bytes) -> output.append(StandardCharsets.ISO_8859_1.decode(bytes));
                case Event.ErrorOutput(ByteBuffer bytes) -> errors.append(StandardCharsets.ISO_8859_1.decode(bytes));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 100, 100_000})
    void readsRecordsHoweverTheyArrive(int size) throws FastCgiException {
        byte[] records = FastCgiBackend.joined(
                FastCgiBackend.output("one"),
                FastCgiBackend.error("oh"),
                FastCgiBackend.output("x".repeat(40_000)),
                FastCgiBackend.output(""),
                FastCgiBackend.END);
        assertEquals(true, readInPieces(records, size));
        assertEquals("one" + "x".repeat(40_000), output.toString());
        assertEquals("oh", errors.toString());
    }

    @Test
    void hasNoEndBeforeThePaddingOfTheLastRecordIsThere() throws FastCgiException {
        assertEquals(false, readInPieces(Arrays.copyOf(FastCgiBackend.END, FastCgiBackend.END.length - 1), 100));
    }

    @Test
    void saysThatABusyServerHasNotPerformedTheRequest() throws FastCgiException {
        byte[] end = FastCgiBackend.END.clone();
        end[8 + 4] = 2;
        assertEquals(new Event.End(false), new RecordReader().read(ByteBuffer.wrap(end)));
    }

    @Test
    void skipsRecordsThatItDoesNotKnow() throws FastCgiException {
        byte[] unknown = FastCgiBackend.output("skipped");
        unknown[1] = 11;
        assertEquals(true, readInPieces(FastCgiBackend.joined(unknown, FastCgiBackend.script("taken")), 5));
        assertEquals("taken", output.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void refusesWhatIsNoRecordOfTheRequest(int index) {
        byte[] wrong = FastCgiBackend.END.clone();
        wrong[index] = 2;
        assertThrows(FastCgiException.class, () -> new RecordReader().read(ByteBuffer.wrap(wrong)));
    }
}
