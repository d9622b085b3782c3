package io.mpmoperator.e2e.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.e2e.local.ClusterTable.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterTableTest {

    @Test
    void alignsNamesToTheLeftAndNumbersToTheRight() {
        List<Row> rows = List.of(
                new Row("event", "event", "native", 4, 100, 1100, "231Mi", 109_681_049, "http://127.1.2.3:8080/"),
                new Row("a-long-name", "prefork", "jvm", 256, 256, 256, "7421Mi", 5_242_880, "http://127.4.5.6:8080/"));

        assertEquals("""
                NAME         MODE     FLAVOR  PROCESSES  THREADS  CONNECTIONS  MEMORY LIMIT  IN USE NOW  URL
                event        event    native          4      100         1100         231Mi     104.6Mi  http://127.1.2.3:8080/
                a-long-name  prefork  jvm           256      256          256        7421Mi       5.0Mi  http://127.4.5.6:8080/
                In use: measured so.
                """, ClusterTable.of(rows, "measured so"));
    }

    @Test
    void hasItsHeadingsAlsoWhenNothingRuns() {
        assertEquals(
                "NAME  MODE  FLAVOR  PROCESSES  THREADS  CONNECTIONS  MEMORY LIMIT  IN USE NOW  URL\nIn use: so.\n",
                ClusterTable.of(List.of(), "so"));
    }
}
