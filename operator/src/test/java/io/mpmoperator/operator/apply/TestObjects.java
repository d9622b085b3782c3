package io.mpmoperator.operator.apply;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** Objects to apply. */
final class TestObjects {

    private TestObjects() {}

    static ConfigMap configMap(String name, String ownerUid, String... keys) {
        ConfigMapBuilder builder = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("web")
                .addNewOwnerReference()
                .withApiVersion("mpm-operator.io/v1alpha1")
                .withKind("WebServer")
                .withName(name)
                .withUid(ownerUid)
                .withController(true)
                .endOwnerReference()
                .endMetadata();
        for (String key : keys) {
            builder.addToData(key, "value");
        }
        return builder.build();
    }
}
