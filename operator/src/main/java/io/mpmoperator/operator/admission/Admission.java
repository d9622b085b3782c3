package io.mpmoperator.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mpmoperator.api.v1alpha1.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the API server would say to a WebServer, as kubectl asks it: with strict validation of fields. For one thread. */
public final class Admission {

    /** The CustomResourceDefinition beside the API's classes. */
    private static final String DEFINITION = "webservers.mpm-operator.io-v1alpha1.yml";

    private final JsonNode schema;
    private @Nullable Expressions expressions;

    private Admission(JsonNode schema) {
        this.schema = schema;
    }

    /** By the definition that this operator was built with. */
    public static Admission ofThisVersion() {
        try (InputStream in = WebServer.class.getResourceAsStream(DEFINITION)) {
            JsonNode definition = new ObjectMapper(new YAMLFactory()).readTree(Objects.requireNonNull(in, DEFINITION));
            return new Admission(definition.at("/spec/versions/0/schema/openAPIV3Schema"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Why it would be refused, each a sentence that begins with the field's path; empty for what would be admitted. As on an
     * API server, unknown fields hide what else is wrong, and a wrong schema hides what the rules find.
     */
    public List<String> refusals(JsonNode webServer) {
        List<String> unknown = UnknownFields.of(schema, webServer);
        if (!unknown.isEmpty()) {
            return unknown;
        }
        JsonNode completed = Defaults.in(schema, webServer);
        List<String> wrong = new ArrayList<>(MetadataCheck.of(webServer.path("metadata")));
        wrong.addAll(SchemaCheck.of(schema, completed));
        return wrong.isEmpty() ? RuleCheck.of(schema, completed, expressions()) : wrong;
    }

    /** Made when they are needed, for that takes longer than all the rest, and kept for the next WebServer of a file. */
    private Expressions expressions() {
        Expressions made = expressions == null ? new Expressions() : expressions;
        expressions = made;
        return made;
    }
}
