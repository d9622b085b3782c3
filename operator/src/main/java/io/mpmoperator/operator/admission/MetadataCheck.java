package io.mpmoperator.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Holds an object's metadata against the rules that all objects of Kubernetes share. */
final class MetadataCheck {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;

    private final List<String> wrong = new ArrayList<>();

    private MetadataCheck() {}

    static List<String> of(JsonNode metadata) {
        MetadataCheck check = new MetadataCheck();
        check.name(metadata.path("name"));
        check.namespace(metadata.path("namespace"));
        check.texts("metadata.labels", metadata.path("labels"), true);
        check.texts("metadata.annotations", metadata.path("annotations"), false);
        return check.wrong;
    }

    private void name(JsonNode name) {
        if (!name.isTextual() || !fits(SUBDOMAIN, name.asText(), LONGEST_NAME)) {
            wrong.add(
                    ("metadata.name: Invalid value: %s: a lowercase RFC 1123 subdomain is accepted: letters a to z, digits,"
                                    + " '-' and '.', with a letter or digit at both ends, for instance shop, at most %d characters")
                            .formatted(name.isMissingNode() ? "null" : name, LONGEST_NAME));
        }
    }

    private void namespace(JsonNode namespace) {
        boolean absent = namespace.isMissingNode() || namespace.isNull();
        if (!absent && !(namespace.isTextual() && fits(LABEL, namespace.asText(), LONGEST_LABEL))) {
            wrong.add(
                    ("metadata.namespace: Invalid value: %s: a lowercase RFC 1123 label is accepted: letters a to z, digits"
                                    + " and '-', with a letter or digit at both ends, at most %d characters")
                            .formatted(namespace, LONGEST_LABEL));
        }
    }

    private void texts(String path, JsonNode texts, boolean labels) {
        for (Map.Entry<String, JsonNode> text : texts.properties()) {
            if (!isQualifiedName(text.getKey())) {
                wrong.add("%s: Invalid value: \"%s\": a name such as team or example.com/team is accepted"
                        .formatted(path, text.getKey()));
            }
            JsonNode value = text.getValue();
            if (!value.isTextual()) {
                wrong.add("%s.%s: Invalid value: %s: a text is accepted, in quotation marks"
                        .formatted(path, text.getKey(), value));
            } else if (labels && !value.asText().isEmpty() && !fits(WORD, value.asText(), LONGEST_LABEL)) {
                wrong.add(
                        "%s: Invalid value: %s: letters, digits, '-', '_' and '.' are accepted, with a letter or digit at"
                                        .formatted(path, value)
                                + " both ends, at most %d characters".formatted(LONGEST_LABEL));
            }
        }
    }

    private static boolean isQualifiedName(String key) {
        int slash = key.indexOf('/');
        return (slash < 0 || fits(SUBDOMAIN, key.substring(0, slash), LONGEST_NAME))
                && fits(WORD, key.substring(slash + 1), LONGEST_LABEL);
    }

    private static boolean fits(Pattern pattern, String text, int longest) {
        return text.length() <= longest && pattern.matcher(text).matches();
    }
}
