package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCodingTest {

    @ParameterizedTest(name = "''{0}'' of {1} gets {2}")
    @CsvSource({
        "'gzip, deflate, br',             br gzip,  br",
        "'gzip, deflate, br, zstd',       gzip,     gzip",
        "gzip,                            br gzip,  gzip",
        "x-gzip,                          br gzip,  gzip",
        "GZIP,                            br gzip,  gzip",
        "'br;q=0.5, gzip;q=0.8',          br gzip,  gzip",
        "'br;q=0.5, gzip;q=0.5',          br gzip,  br",
        "'gzip;q=0.1',                    br gzip,  gzip",
        "'gzip;q=0.001',                  gzip,     gzip",
        "'gzip;q=0',                      gzip,     identity",
        "'gzip;q=0.000',                  gzip,     identity",
        "'gzip;q=0.5, identity',          gzip,     identity",
        "'gzip;q=0.5, identity;q=0.4',    gzip,     gzip",
        "deflate,                         br gzip,  identity",
        "'',                              br gzip,  identity",
        "*,                               br gzip,  br",
        "'*;q=0.5, br;q=0',               br gzip,  gzip",
        "'gzip, *;q=0',                   br gzip,  gzip",
        "'gzip, *;q=0',                   br,       none",
        "'gzip, *;q=0, identity;q=0.1',   br,       identity",
        "'identity;q=0',                  '',       none",
        "'identity;q=0',                  gzip,     none",
        "'identity;q=0, gzip',            gzip,     gzip",
        "'*;q=0',                         '',       none",
        "'gzip;q=7',                      gzip,     identity",
        "'gzip;q=high, br',               br gzip,  br",
        "' gzip ; q=1.000 ',              br gzip,  gzip",
        "',,gzip,,',                      br gzip,  gzip",
    })
    void isWhatTheClientLikesBest(String accepted, String available, String chosen) {
        assertEquals(
                chosen,
                ContentCoding.choose(List.of(accepted), with(available))
                        .map(ContentCoding::token)
                        .orElse("none"));
    }

    @Test
    void isIdentityForAClientThatDoesNotSay() {
        assertEquals(
                ContentCoding.IDENTITY,
                ContentCoding.choose(List.of(), with("br gzip")).orElseThrow());
    }

    @Test
    void mayBeSpreadOverSeveralFields() {
        assertEquals(
                ContentCoding.GZIP,
                ContentCoding.choose(List.of("br;q=0", "gzip"), with("br gzip")).orElseThrow());
    }

    private static Set<ContentCoding> with(String tokens) {
        Set<ContentCoding> codings = EnumSet.of(ContentCoding.IDENTITY);
        Arrays.stream(ContentCoding.values())
                .filter(coding ->
                        List.of(tokens.toLowerCase(Locale.ROOT).split(" ", -1)).contains(coding.token()))
                .forEach(codings::add);
        return codings;
    }
}
