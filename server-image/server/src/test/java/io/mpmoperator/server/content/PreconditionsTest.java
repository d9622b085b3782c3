package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {

    private static final EntityTag TAG = new EntityTag(false, "\"abc\"");
    private static final Instant MODIFIED = Instant.parse("1994-11-06T08:49:37Z");
    private static final String SAME = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
    private static final String AFTER = "Sun, 06 Nov 1994 08:49:38 GMT";

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource({
        "If-Match,             '\"abc\"',               PROCEED",
        "If-Match,             '\"x\", \"abc\"',        PROCEED",
        "If-Match,             '\"a,b\",\"abc\"',       PROCEED",
        "If-Match,             *,                       PROCEED",
        "If-Match,             '\"x\"',                 FAILED",
        "If-Match,             'W/\"abc\"',             FAILED",
        "If-Match,             abc,                     FAILED",
        "If-Match,             '',                      FAILED",
        "If-Match,             '\"abc',                 FAILED",
        "If-None-Match,        '\"abc\"',               NOT_MODIFIED",
        "If-None-Match,        'W/\"abc\"',             NOT_MODIFIED",
        "If-None-Match,        '\"x\", W/\"abc\"',      NOT_MODIFIED",
        "If-None-Match,        *,                       NOT_MODIFIED",
        "If-None-Match,        '\"x\"',                 PROCEED",
        "If-None-Match,        '\"ABC\"',               PROCEED",
        "If-Modified-Since,    same,                    NOT_MODIFIED",
        "If-Modified-Since,    after,                   NOT_MODIFIED",
        "If-Modified-Since,    before,                  PROCEED",
        "If-Modified-Since,    'Sunday, 06-Nov-94 08:49:37 GMT', NOT_MODIFIED",
        "If-Modified-Since,    'Sun Nov  6 08:49:37 1994', NOT_MODIFIED",
        "If-Modified-Since,    yesterday,               PROCEED",
        "If-Modified-Since,    '',                      PROCEED",
        "If-Unmodified-Since,  same,                    PROCEED",
        "If-Unmodified-Since,  after,                   PROCEED",
        "If-Unmodified-Since,  before,                  FAILED",
        "If-Unmodified-Since,  yesterday,               PROCEED",
    })
    void areEvaluatedAsRfc9110Says(String field, String value, Preconditions.Verdict verdict) {
        assertEquals(verdict, evaluate(field, value));
    }

    @ParameterizedTest(name = "{0}: {1} before {2}: {3} -> {4}")
    @CsvSource({
        "If-Match,            '\"abc\"',  If-Unmodified-Since,  before,      PROCEED",
        "If-Match,            '\"x\"',    If-Unmodified-Since,  after,       FAILED",
        "If-None-Match,       '\"x\"',    If-Modified-Since,    after,       PROCEED",
        "If-None-Match,       '\"abc\"',  If-Modified-Since,    before,      NOT_MODIFIED",
        "If-Match,            '\"x\"',    If-None-Match,        '\"abc\"',   FAILED",
        "If-Match,            '\"abc\"',  If-None-Match,        '\"abc\"',   NOT_MODIFIED",
        "If-Unmodified-Since, before,     If-None-Match,        '\"abc\"',   FAILED",
        "If-Unmodified-Since, after,      If-Modified-Since,    after,       NOT_MODIFIED",
        "If-None-Match,       '\"x\"',    If-None-Match,        '\"abc\"',   NOT_MODIFIED",
        "If-Modified-Since,   after,      If-Modified-Since,    after,       PROCEED",
    })
    void haveAnOrderOfPrecedence(
            String first, String firstValue, String second, String secondValue, Preconditions.Verdict verdict) {
        assertEquals(verdict, evaluate(first, firstValue, second, secondValue));
    }

    @Test
    void letAnUnconditionalRequestProceed() {
        assertEquals(Preconditions.Verdict.PROCEED, evaluate());
    }

    @ParameterizedTest(name = "If-Range: {0} at {1} -> {2}")
    @CsvSource({
        "'\"abc\"',             1994-11-06T08:49:37Z,  true",
        "'\"x\"',               1994-11-06T08:49:37Z,  false",
        "'W/\"abc\"',           1994-11-06T08:49:37Z,  false",
        "'\"abc\", \"x\"',      1994-11-06T08:49:37Z,  false",
        "same,                  1994-11-06T08:49:38Z,  true",
        "same,                  1994-11-06T08:49:37Z,  false",
        "after,                 1994-11-06T09:00:00Z,  false",
        "before,                1994-11-06T09:00:00Z,  false",
        "nonsense,              1994-11-06T09:00:00Z,  false",
        "'',                    1994-11-06T09:00:00Z,  false",
    })
    void letARangeApplyToTheSameBytesOnly(String ifRange, Instant now, boolean applies) {
        assertEquals(applies, Preconditions.rangeApplies(fields("If-Range", ifRange), TAG, MODIFIED, now));
    }

    @Test
    void letARangeApplyWithoutIfRange() {
        assertEquals(true, Preconditions.rangeApplies(fields(), TAG, MODIFIED, MODIFIED));
    }

    private static Preconditions.Verdict evaluate(String... namesAndValues) {
        return Preconditions.evaluate(fields(namesAndValues), TAG, MODIFIED);
    }

    private static HttpFields fields(String... namesAndValues) {
        HttpFields.Mutable fields = HttpFields.build();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(
                    namesAndValues[i],
                    switch (namesAndValues[i + 1]) {
                        case "same" -> SAME;
                        case "before" -> BEFORE;
                        case "after" -> AFTER;
                        default -> namesAndValues[i + 1];
                    });
        }
        return fields;
    }
}
