package io.mpmoperator.operator;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {

    @ParameterizedTest
    @ValueSource(ints = {409, 429, 500, 503, 504})
    void mayPassWhereNobodyHasToChangeAnything(int code) {
        assertTrue(Refusals.mayPass(refusal(code)));
    }

    @Test
    void mayPassWhereNothingWasAnswered() {
        assertTrue(Refusals.mayPass(new KubernetesClientException("Connection was closed", new IOException())));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void stayWhereSomebodyHasTo(int code) {
        assertFalse(Refusals.mayPass(refusal(code)));
    }

    private static KubernetesClientException refusal(int code) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage("no").build());
    }
}
