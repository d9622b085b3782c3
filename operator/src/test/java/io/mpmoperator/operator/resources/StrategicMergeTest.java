package io.mpmoperator.operator.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1,"b":{"c":2}}             | {"b":{"d":3}}                      | {"a":1,"b":{"c":2,"d":3}}
            {"a":1,"b":2}                   | {"a":null}                         | {"b":2}
            {"args":["a","b"]}              | {"args":["c"]}                     | {"args":["c"]}
            {"env":[{"name":"A","value":1}]} | {"env":[{"name":"B","value":2}]}   | {"env":[{"name":"A","value":1},{"name":"B","value":2}]}
            {"env":[{"name":"A","value":1}]} | {"env":[{"name":"A","value":2}]}   | {"env":[{"name":"A","value":2}]}
            {"volumeMounts":[{"mountPath":"/a","name":"x"}]} | {"volumeMounts":[{"mountPath":"/a","name":"y"}]} | {"volumeMounts":[{"mountPath":"/a","name":"y"}]}
            {"containers":[{"name":"w","image":"i"}]} | {"containers":[{"name":"w","env":[{"name":"A"}]}]} | {"containers":[{"name":"w","image":"i","env":[{"name":"A"}]}]}
            {"tolerations":[{"key":"a"}]}   | {"tolerations":[{"key":"b"}]}      | {"tolerations":[{"key":"b"}]}
            """)
    void mergesAsKubernetesDoes(String base, String patch, String merged) throws JsonProcessingException {
        assertEquals(JSON.readTree(merged), StrategicMerge.merge(JSON.readTree(base), JSON.readTree(patch)));
    }
}
