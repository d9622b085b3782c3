package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusQueryTest {

    @ParameterizedTest
    @CsvSource({
        "'', false, 0",
        "auto, true, 0",
        "auto=1, true, 0",
        "automatic, false, 0",
        "refresh=5, false, 5",
        "refresh=5&auto, true, 5",
        "refresh, false, 10",
        "refresh=, false, 10",
        "refresh=0, false, 10",
        "refresh=-3, false, 10",
        "refresh=x, false, 10",
        "refresh=99999999999, false, 10",
        "refresh=999999999, false, 86400"
    })
    void understandsApachesOptions(String query, boolean auto, int refresh) {
        OptionalInt expected = refresh == 0 ? OptionalInt.empty() : OptionalInt.of(refresh);
        assertEquals(new StatusQuery(auto, expected), StatusQuery.parse(query));
    }
}
