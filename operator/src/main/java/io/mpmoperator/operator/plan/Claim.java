package io.mpmoperator.operator.plan;

import java.util.List;

/**
 * A PersistentVolumeClaim that a server's pods mount, as the cluster has it.
 *
 * @param accessModes who may mount it, in the words of Kubernetes
 */
public record Claim(String name, List<String> accessModes) {

    private static final String ONE_POD = "ReadWriteOncePod";
    private static final String ONE_NODE = "ReadWriteOnce";

    /** Whether one pod alone may mount it. */
    public boolean isOfOnePod() {
        return accessModes.equals(List.of(ONE_POD));
    }

    /** Whether the pods of one node alone may mount it. */
    public boolean isOfOneNode() {
        return accessModes.equals(List.of(ONE_NODE));
    }
}
