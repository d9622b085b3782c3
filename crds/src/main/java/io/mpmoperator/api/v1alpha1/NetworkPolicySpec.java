package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may reach the pods, and whom they may reach. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetworkPolicySpec(
        @JsonPropertyDescription("Who may send requests. Default: everybody.") @Size(max = 64)
        List<NetworkPolicyPeer> from,

        @JsonPropertyDescription("Who may read port management (metrics and status). Default: the pods of the cluster.")
        @Size(max = 64)
        List<NetworkPolicyPeer> managementFrom,

        @JsonPropertyDescription(
                "Whom the pods may reach; an empty list is nobody. Without it, that is not restricted.")
        @Size(max = 64)
        @Nullable
        List<NetworkPolicyEgressRule> egress) {

    public NetworkPolicySpec {
        from = ApiLists.copy(from);
        managementFrom = ApiLists.copy(managementFrom);
        egress = egress == null ? null : List.copyOf(egress);
    }
}
