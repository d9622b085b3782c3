package io.mpmoperator.operator.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class LibraryLogFilterTest {

    @Test
    void writesASentenceOfALibraryAsAField() {
        ExtLogRecord line = line("io.fabric8.kubernetes.client.Watch", "Failed for \"%s\"", "shop");

        assertEquals("message=\"Failed for \\\"shop\\\"\"", filtered(line, false));
    }

    @Test
    void saysTheCauseInPlaceOfItsStackAndStaysOneLine() {
        ExtLogRecord line = line("io.fabric8.kubernetes.client.Watch", "Failed");
        line.setThrown(new IllegalStateException("outer", new IllegalStateException("refused\nby 100%")));

        assertEquals("message=\"Failed: refused\\nby 100%\"", filtered(line, false));
        assertNull(line.getThrown());
    }

    @Test
    void leavesTheOperatorsOwnLinesAndJsonAsTheyAre() {
        assertEquals(
                "event=created kind=Service",
                filtered(line("io.mpmoperator.operator.ServerApplier", "event=created kind=Service"), false));
        assertEquals("a \"b\"", filtered(line("io.vertx.core.X", "a \"b\""), true));
    }

    private static String filtered(ExtLogRecord line, boolean json) {
        new LibraryLogFilter(json).isLoggable(line);
        return new PatternFormatter("%s").format(line);
    }

    private static ExtLogRecord line(String logger, String format, String... parameters) {
        ExtLogRecord line = new ExtLogRecord(Level.WARNING, format, FormatStyle.PRINTF, "test");
        line.setLoggerName(logger);
        line.setParameters((Object[]) parameters);
        return line;
    }
}
