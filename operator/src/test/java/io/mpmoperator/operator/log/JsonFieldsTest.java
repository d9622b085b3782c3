package io.mpmoperator.operator.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.handlers.WriterHandler;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {

    private static final LogLine LINE = LogLine.of("NotApplied")
            .with("webserver", "web/shop")
            .with("code", 403)
            .with("message", "Service \"shop\":\nno");

    @Test
    void eachFieldOfALineIsAFieldOfItsObject() throws Exception {
        JsonNode object = written("io.mpmoperator.operator.X", LINE.toString());

        assertEquals("NotApplied", object.path("event").textValue());
        assertEquals("web/shop", object.path("webserver").textValue());
        assertEquals("403", object.path("code").textValue());
    }

    @Test
    void whatTheRecordSaysItselfStaysAndTheFieldOfThatNameIsBesideIt() throws Exception {
        JsonNode object = written(
                "io.mpmoperator.operator.X",
                LogLine.of("a").with("message", "\"b\"").with("sequence", "c").toString());

        assertEquals(
                "event=a message=\"\\\"b\\\"\" sequence=c",
                object.path("message").textValue());
        assertEquals("\"b\"", object.path("field_message").textValue());
        assertEquals("c", object.path("field_sequence").textValue());
        assertEquals("WARN", object.path("level").textValue());
    }

    @Test
    void aSentenceOfALibraryIsAMessageAlone() throws Exception {
        JsonNode object = written("io.vertx.X", LINE.toString());

        assertEquals(LINE.toString(), object.path("message").textValue());
        assertEquals(List.of(), object.findValues("event"));
    }

    @Test
    void theHandlerBehindAnotherIsGivenThem() {
        Handler console = new WriterHandler();
        console.setFormatter(new JsonFormatter());
        JsonHandlers.giveFields(outer(console));

        assertEquals(JsonFields.class, console.getFormatter().getClass());
    }

    private static Handler outer(Handler inner) {
        ExtHandler outer = new ExtHandler() {};
        outer.addHandler(inner);
        return outer;
    }

    private static JsonNode written(String logger, String message) throws Exception {
        ExtLogRecord line = new ExtLogRecord(Level.WARNING, message, FormatStyle.NO_FORMAT, "test");
        line.setLoggerName(logger);
        line.setLevel(org.jboss.logmanager.Level.WARN);
        String written = new JsonFields(new JsonFormatter()).format(line);
        assertEquals(1, written.lines().count());
        return new ObjectMapper().readTree(written);
    }
}
