package io.mpmoperator.operator.plan;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.mpmoperator.api.v1alpha1.WebServer;

/** Which WebServer it is; its owned resources have its name and its namespace. */
public record Identity(String namespace, String name, String uid) {

    /** The identity of an object that the API server knows. */
    public static Identity of(WebServer webServer) {
        ObjectMeta metadata = webServer.getMetadata();
        return new Identity(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
