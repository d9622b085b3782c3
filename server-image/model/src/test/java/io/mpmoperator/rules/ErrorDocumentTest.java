package io.mpmoperator.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.expression.TextExpression;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorDocumentTest {

    private static Map<Integer, ErrorDocument> document(String code, String what) {
        return ErrorDocument.parse(List.of(code, what));
    }

    @Test
    void readsTextsPathsAndUrls() {
        assertEquals(
                Map.of(404, new ErrorDocument.Text(TextExpression.parse("Gone fishing"))),
                document("404", "Gone fishing"));
        assertEquals(
                Map.of(404, new ErrorDocument.Local(TextExpression.parse("/404.html"))), document("404", "/404.html"));
        assertEquals(
                Map.of(500, new ErrorDocument.Elsewhere(TextExpression.parse("https://a.example/"))),
                document("500", "https://a.example/"));
        assertEquals(Map.of(403, new ErrorDocument.Own()), document("403", "default"));
    }

    @Test
    void readsWhatHasABlankAsAText() {
        assertEquals(Map.of(404, new ErrorDocument.Text(TextExpression.parse("/a b"))), document("404", "/a b"));
    }

    @ParameterizedTest
    @CsvSource({"200, /x", "600, /x", "4040, /x", "401, http://a.example/", "404, %{NOTHING"})
    void refusesOtherCodesAndAPlaceWhereNoClientLogsIn(String code, String what) {
        assertThrows(IllegalArgumentException.class, () -> document(code, what));
    }
}
