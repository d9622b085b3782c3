package io.mpmoperator.operator;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mpmoperator.api.v1alpha1.WebServer;

/** WebServers to start from. */
public final class TestWebServers {

    private TestWebServers() {}

    /** A small one in mode event. */
    public static WebServer event() {
        return of("""
                mpm:
                  mode: event
                  threadsPerChild: 10
                  maxRequestWorkers: 20
                """);
    }

    /** One with that spec. */
    public static WebServer of(String spec) {
        String yaml = """
                apiVersion: mpm-operator.io/v1alpha1
                kind: WebServer
                metadata:
                  name: shop
                  namespace: web
                  uid: 11111111-2222-3333-4444-555555555555
                  generation: 1
                spec:
                """ + spec.indent(2);
        return new KubernetesSerialization().unmarshal(yaml, WebServer.class);
    }
}
