package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A Java request handler and where it is mounted. */
public record HandlerSpec(
        @JsonPropertyDescription("The path below which the handler answers, for instance /api.")
        @Required
        @Pattern("^/[!#-&(-Z\\[\\]^-~]*$")
        @Size(min = 1, max = 1024)
        String path,

        @JsonPropertyDescription(
                "The class, a com.sun.net.httpserver.HttpHandler that its jar offers to ServiceLoader.")
        @Required
        @Pattern("^[A-Za-z_$][A-Za-z0-9_$]*(\\.[A-Za-z_$][A-Za-z0-9_$]*)*$")
        @Size(max = 512)
        String className) {}
