package io.mpmoperator.operator.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

    @Test
    void areQuotedWithoutTheRequestAndItsAddress() {
        KubernetesClientException e = new KubernetesClientException(
                "Failure executing: PATCH at: https://10.96.0.1:443/api. Message: no. Received status: Status(...).",
                403,
                new StatusBuilder().withCode(403).withMessage("no").build());

        assertEquals("no", Refusals.sentence(e));
    }

    private static KubernetesClientException refusal(int code) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage("no").build());
    }
}
