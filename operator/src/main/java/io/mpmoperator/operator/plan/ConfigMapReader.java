package io.mpmoperator.operator.plan;

import java.util.Map;
import java.util.Optional;

/** Reads the ConfigMaps that a plan follows from, in the namespace of its WebServer. */
@FunctionalInterface
public interface ConfigMapReader {

    /** The texts of a ConfigMap by their keys; nothing where there is no such ConfigMap. */
    Optional<Map<String, String>> data(String name);

    /** Where there is none. */
    static ConfigMapReader none() {
        return _ -> Optional.empty();
    }
}
