package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may reach the pods, and whom they may reach. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkPolicySpec(
        @JsonPropertyDescription("Who may send requests; an empty list allows no client. Without it, all clients.")
        @Size(max = 64)
        @Nullable
        List<NetworkPolicyPeer> from,

        @JsonPropertyDescription(
                "Who may read port management (metrics and status); an empty list allows the node's own probes alone."
                        + " Without it, the pods of the cluster. The operator reads it too: where it may not, it rolls"
                        + " pods that it could have changed in place, and does not see how busy they are.")
        @Size(max = 64)
        @Nullable
        List<NetworkPolicyPeer> managementFrom,

        @JsonPropertyDescription(
                "Whom the pods may reach; an empty list allows no peer. Without it, that is not restricted.")
        @Size(max = 64)
        @Nullable
        List<NetworkPolicyEgressRule> egress) {

    public NetworkPolicySpec {
        from = ApiLists.copyOrNull(from);
        managementFrom = ApiLists.copyOrNull(managementFrom);
        egress = ApiLists.copyOrNull(egress);
    }
}
