package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The certificate of some hosts. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "self.hosts.all(host, self.hosts.exists_one(other, other == host))",
        fieldPath = ".hosts",
        message = "a host is named once")
public record CertificateSpec(
        @JsonPropertyDescription(
                "A Secret of type kubernetes.io/tls in the server's namespace, with tls.crt and tls.key.")
        @Required
        @Pattern(TlsSpec.SECRET)
        @Size(min = 1, max = 253)
        String secretName,

        @JsonPropertyDescription(
                "The host names that it is for, in lower case. *.example.com is each name with one label more; a name that is"
                        + " written in full comes before it.")
        @Required
        @Size(min = 1, max = 32)
        List<
                        @Pattern(
                                "^(\\*\\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$")
                        @Size(min = 1, max = 253) String>
                hosts) {

    public CertificateSpec {
        hosts = ApiLists.copy(hosts);
    }
}
