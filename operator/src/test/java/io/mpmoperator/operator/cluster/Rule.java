package io.mpmoperator.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mpmoperator.operator.cluster.ApiProxy.Asked;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One thing that may be done, or was, in the words of RBAC. */
record Rule(String group, String resource, String verb) implements Comparable<Rule> {

    private static final Pattern PATH = Pattern.compile("/(?:api|apis/(?<group>[^/]+))/[^/]+(?:/namespaces/[^/]+)?"
            + "/(?<resource>[a-z]+)(?:/(?<name>[^/]+)(?:/(?<sub>[a-z]+))?)?");

    /** What a request needs; nothing for what everybody may ask, such as which kinds there are. */
    static Optional<Rule> of(Asked request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return Optional.empty();
        }
        String group = path.group("group") == null ? "" : path.group("group");
        String resource = path.group("resource") + (path.group("sub") == null ? "" : "/" + path.group("sub"));
        boolean named = path.group("name") != null;
        return Optional.of(new Rule(
                group,
                resource,
                switch (request.method()) {
                    case "GET" -> named ? "get" : request.isWatch() ? "watch" : "list";
                    case "POST" -> "create";
                    case "PUT" -> "update";
                    case "PATCH" -> "patch";
                    case "DELETE" -> named ? "delete" : "deletecollection";
                    default -> throw new IllegalArgumentException(request.method());
                }));
    }

    /** What a list of rules in YAML allows. */
    static TreeSet<Rule> parse(String yaml) throws IOException {
        TreeSet<Rule> rules = new TreeSet<>();
        for (JsonNode rule : new ObjectMapper(new YAMLFactory()).readTree(yaml)) {
            for (JsonNode group : rule.path("apiGroups")) {
                for (JsonNode resource : rule.path("resources")) {
                    rule.path("verbs")
                            .forEach(verb -> rules.add(new Rule(group.asText(), resource.asText(), verb.asText())));
                }
            }
        }
        return rules;
    }

    Rule withVerb(String other) {
        return new Rule(group, resource, other);
    }

    @Override
    public int compareTo(Rule other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return "%s/%s %s".formatted(group, resource, verb);
    }
}
