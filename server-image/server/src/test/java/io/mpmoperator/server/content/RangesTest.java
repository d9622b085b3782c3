package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangesTest {

    @ParameterizedTest(name = "{0} of {1} bytes is {2}")
    @CsvSource({
        "bytes=0-0,                     100,  0-0",
        "bytes=0-99,                    100,  0-99",
        "bytes=10-19,                   100,  10-19",
        "bytes=90-,                     100,  90-99",
        "bytes=90-1000,                 100,  90-99",
        "bytes=-10,                     100,  90-99",
        "bytes=-1000,                   100,  0-99",
        "Bytes=0-0,                   100,  0-0",
        "'bytes=0-0, 99-99',            100,  0-0 99-99",
        "'bytes= 5-6 ,, 1-2',           100,  5-6 1-2",
        "'bytes=0-9,5-14',              100,  0-14",
        "'bytes=0-9,10-19',             100,  0-19",
        "'bytes=50-59,0-9,55-64',       100,  50-64 0-9",
        "'bytes=0-1,4-5,8-9,2-3,6-7',   100,  0-9",
        "'bytes=8-9,4-5,0-1,6-7',       100,  4-9 0-1",
        "'bytes=0-,0-,0-',              100,  0-99",
        "'bytes=0-0,200-',              100,  0-0",
        "bytes=0-99999999999999999999,  100,  0-99",
        "bytes=99999999999999999999-,   100,  unsatisfiable",
        "bytes=100-,                    100,  unsatisfiable",
        "bytes=100-200,                 100,  unsatisfiable",
        "bytes=-0,                      100,  unsatisfiable",
        "'bytes=100-,-0',               100,  unsatisfiable",
        "bytes=0-,                      0,    unsatisfiable",
        "bytes=-5,                      0,    whole",
        "bytes=,                        100,  whole",
        "'bytes=,,',                    100,  whole",
        "bytes,                         100,  whole",
        "bytes=-,                       100,  whole",
        "bytes=5-4,                     100,  whole",
        "'bytes=0-0,5-4',               100,  whole",
        "bytes=a-b,                     100,  whole",
        "bytes=0--1,                    100,  whole",
        "bytes=+1-2,                    100,  whole",
        "bytes=0-1-2,                   100,  whole",
        "bytes=0x0-0x1,                 100,  whole",
        "lines=0-1,                     100,  whole",
        "bytes =0-0,                    100,  whole",
        "' bytes=0-0',                 100,  whole",
        "'',                            100,  whole",
    })
    void areReadAsRfc9110Says(String field, long length, String expected) {
        assertEquals(expected, describe(Ranges.parse(field, length)));
    }

    @Test
    void areIgnoredWhenTheyAreTooMany() {
        assertInstanceOf(Ranges.Parts.class, Ranges.parse(everySecondByte(Ranges.MOST), 10_000));
        assertInstanceOf(Ranges.Whole.class, Ranges.parse(everySecondByte(Ranges.MOST + 1), 10_000));
    }

    @Test
    void neverAddUpToMoreThanTheFile() {
        String abusive =
                IntStream.range(0, Ranges.MOST).mapToObj(i -> i + "-").collect(Collectors.joining(",", "bytes=", ""));
        assertEquals(
                List.of(new Ranges.ByteRange(0, 99)),
                assertInstanceOf(Ranges.Parts.class, Ranges.parse(abusive, 100)).ranges());
    }

    private static String everySecondByte(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> 2 * i + "-" + 2 * i)
                .collect(Collectors.joining(",", "bytes=", ""));
    }

    private static String describe(Ranges ranges) {
        return switch (ranges) {
            case Ranges.Whole() -> "whole";
            case Ranges.Unsatisfiable() -> "unsatisfiable";
            case Ranges.Parts(List<Ranges.ByteRange> parts) ->
                parts.stream().map(part -> part.first() + "-" + part.last()).collect(Collectors.joining(" "));
        };
    }
}
