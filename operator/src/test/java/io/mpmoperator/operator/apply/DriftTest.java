package io.mpmoperator.operator.apply;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1}                                   | {"a":1,"defaulted":true}
            {"limits":{"memory":"1024Mi"}}            | {"limits":{"memory":"1Gi"}}
            {"list":[{"name":"x","v":1}]}             | {"list":[{"name":"injected"},{"name":"x","v":1,"d":2}]}
            {"args":["run","-c"]}                     | {"args":["run","-c"]}
            {"port":"http"}                           | {"port":"http"}
            {"emptyDir":{}}                           | {"emptyDir":{}}
            """)
    void isNotWhereEverythingDesiredIsThere(String desired, String live) throws JsonProcessingException {
        assertTrue(Drift.holds(JSON.readTree(desired), JSON.readTree(live)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1}                                   | {"a":2}
            {"a":1}                                   | {}
            {"limits":{"memory":"1Gi"}}               | {"limits":{"memory":"1G"}}
            {"list":[{"name":"x","v":1}]}             | {"list":[{"name":"x","v":2}]}
            {"list":[{"name":"x"}]}                   | {"list":[{"name":"y"}]}
            {"args":["run","-c"]}                     | {"args":["run"]}
            {"args":["run"]}                          | {"args":["run","-c"]}
            {"emptyDir":{}}                           | {"secret":{}}
            {"port":"http"}                           | {"port":80}
            """)
    void isWhereSomethingDesiredIsDifferent(String desired, String live) throws JsonProcessingException {
        assertFalse(Drift.holds(JSON.readTree(desired), JSON.readTree(live)));
    }

    @Test
    void isSeenByTheStampWhereAFieldIsNoLongerDesired() {
        var before = Stamp.on(TestObjects.configMap("shop", "uid-1", "a", "b"));
        var after = Stamp.on(TestObjects.configMap("shop", "uid-1", "a"));

        assertFalse(Drift.none(after, before));
    }
}
