package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The certificate for HTTPS. */
public record TlsSpec(
        @JsonPropertyDescription(
                "A Secret of type kubernetes.io/tls in the server's namespace, with tls.crt and tls.key.")
        @Required
        @Size(min = 1, max = 253)
        String secretName) {}
