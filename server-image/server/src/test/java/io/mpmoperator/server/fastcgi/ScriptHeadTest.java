package io.mpmoperator.server.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptHeadTest {

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ScriptHead head(String text) throws FastCgiException {
        ScriptHead head = new ScriptHead();
        assertTrue(head.read(bytes(text)), text);
        return head;
    }

    @Test
    void leavesTheBodyInTheBuffer() throws FastCgiException {
        ByteBuffer output = bytes("X: 1\r\n\r\nbody");
        ScriptHead head = new ScriptHead();
        assertTrue(head.read(output));
        assertEquals("body", StandardCharsets.ISO_8859_1.decode(output).toString());
        assertEquals("1", head.fields().get("X"));
        assertEquals(200, head.status());
    }

    @Test
    void readsAHeadThatComesByteByByte() throws FastCgiException {
        ScriptHead head = new ScriptHead();
        String text = "Status: 404 Not Found\nX-A:  b c \n";
        for (int i = 0; i < text.length(); i++) {
            assertFalse(head.read(bytes(text.substring(i, i + 1))));
        }
        assertTrue(head.read(bytes("\n")));
        assertEquals(404, head.status());
        assertEquals("b c", head.fields().get("X-A"));
        assertFalse(head.fields().contains("Status"));
    }

    @ParameterizedTest
    @CsvSource({"404 Gone Fishing,404", "302,302", "204 No Content,204", "abc,500", "999,500", "100,500", "2000,500"})
    void takesTheStatusThatThereIs(String said, int status) throws FastCgiException {
        assertEquals(status, head("Status: " + said + "\n\n").status());
    }

    @Test
    void writesTheMediaTypeInLowerCaseAsApacheDoes() throws FastCgiException {
        assertEquals(
                "text/html; charset=UTF-8",
                head("Content-type: TEXT/HTML; charset=UTF-8\n\n").fields().get("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no field\n\n", ": 1\n\n", "X Y: 1\n\n", "X\u00e9: 1\n\n", "<html>\n"})
    void refusesWhatIsNoField(String text) {
        assertThrows(FastCgiException.class, () -> new ScriptHead().read(bytes(text)));
    }

    @Test
    void refusesALineThatIsTooLongAndTooManyFields() {
        assertThrows(FastCgiException.class, () -> new ScriptHead().read(bytes("X: " + "x".repeat(70_000))));
        assertThrows(FastCgiException.class, () -> new ScriptHead().read(bytes("X: 1\n".repeat(1001))));
    }
}
