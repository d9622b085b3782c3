package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.mpmoperator.api.schema.ListKeys;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The certificates for HTTPS. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.secretName) || (has(self.certificates) && size(self.certificates) > 0)",
        message = "give secretName, or certificates")
@ValidationRule(
        value = "!has(self.secretName) || !has(self.certificates)"
                + " || !self.certificates.exists(one, one.secretName == self.secretName)",
        fieldPath = ".certificates",
        message = "secretName is the certificate of every host that certificates do not name: it is not named there")
@ValidationRule(
        value = "!has(self.certificates) || self.certificates.all(one, one.hosts.all(host,"
                + " self.certificates.exists_one(other, host in other.hosts)))",
        fieldPath = ".certificates",
        message = "a host has one certificate")
public record TlsSpec(
        @JsonPropertyDescription(
                "A Secret of type kubernetes.io/tls in the server's namespace, with tls.crt and tls.key: the certificate that"
                        + " clients are shown who ask for a host that certificates do not name, or for none. Default: the first"
                        + " of certificates.")
        @Pattern(SECRET)
        @Size(min = 1, max = 253)
        @Nullable
        String secretName,

        @JsonPropertyDescription(
                "Other certificates, each for the hosts that it names, whichever virtual host of configuration responds. An"
                        + " empty list is as none.")
        @ListKeys("secretName")
        @Size(max = 32)
        List<CertificateSpec> certificates) {

    /** The name of a Secret. */
    static final String SECRET = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    public TlsSpec {
        secretName = ApiLists.textOrNull(secretName);
        certificates = ApiLists.copy(certificates);
    }

    /** The Secret of the certificate for whoever asks for no host that is named. */
    public String defaultSecretName() {
        return Objects.requireNonNullElseGet(
                secretName, () -> certificates.getFirst().secretName());
    }

    /** All Secrets, each once, that of the default first. */
    public List<String> secretNames() {
        return Stream.concat(
                        Stream.of(defaultSecretName()), certificates.stream().map(CertificateSpec::secretName))
                .distinct()
                .toList();
    }
}
