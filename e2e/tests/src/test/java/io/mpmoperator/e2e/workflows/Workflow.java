package io.mpmoperator.e2e.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A workflow's text, and what is wrong with it. */
final class Workflow {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern USES = Pattern.compile("^\\s*(?:- )?uses:\\s*(\\S+)(?:\\s+#\\s*(.*))?$");
    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40}");
    private static final Pattern VERSION = Pattern.compile("v\\d+(\\.\\d+)*");
    private static final Pattern WORD = Pattern.compile("(?<![\\w./$\"=:}-])\\.?[\\w-]+(?:/[\\w.-]+)+");
    private static final Pattern OPTION = Pattern.compile("(?:^|\\s)-(P|pl )(\\S+)");
    private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test=(\\S+)");

    private final String text;
    private final JsonNode tree;
    private final Repository repository;
    private final List<String> faults = new ArrayList<>();

    private Workflow(String text, Repository repository) throws IOException {
        this.text = text;
        this.tree = YAML.readTree(text);
        this.repository = repository;
    }

    /** What is wrong, each in a sentence; nothing for a workflow that is right. */
    static List<String> faults(String text, Repository repository) throws IOException {
        Workflow workflow = new Workflow(text, repository);
        workflow.lint();
        return List.copyOf(workflow.faults);
    }

    /** The scripts of all steps. */
    static List<String> scripts(String text) throws IOException {
        return new Workflow(text, new Repository(Path.of(""), Set.of(), Set.of()))
                .jobs().values().stream()
                        .flatMap(job -> job.path("steps").valueStream())
                        .filter(step -> step.has("run"))
                        .map(step -> step.path("run").asText())
                        .toList();
    }

    private Map<String, JsonNode> jobs() {
        Map<String, JsonNode> jobs = new LinkedHashMap<>();
        tree.path("jobs").properties().forEach(job -> jobs.put(job.getKey(), job.getValue()));
        return jobs;
    }

    private void check(boolean isRight, String otherwise) {
        if (!isRight) {
            faults.add(otherwise);
        }
    }

    private void lint() {
        check(tree.path("on").isObject(), "on: says when it runs");
        check(tree.path("permissions").isObject(), "permissions: are set for all jobs, contents: read for one");
        check(!jobs().isEmpty(), "jobs: are there");
        text.lines().map(USES::matcher).filter(Matcher::matches).forEach(this::uses);
        jobs().forEach(this::job);
        artifacts();
    }

    /** An action is what it was when it was looked at: a tag can be moved, a hash cannot. */
    private void uses(Matcher line) {
        String action = line.group(1);
        if (action.startsWith("./")) {
            check(repository.has(action), "%s does not exist".formatted(action));
        } else {
            check(PINNED.matcher(action).matches(), "%s is not pinned by a hash".formatted(action));
            String comment = line.group(2) == null ? "" : line.group(2);
            check(VERSION.matcher(comment).matches(), "%s has no version in a comment, as # v1.2.3".formatted(action));
        }
    }

    private void job(String name, JsonNode job) {
        List<String> needs = needs(job);
        needs.forEach(needed ->
                check(jobs().containsKey(needed), "job %s needs %s, which is no job".formatted(name, needed)));
        check(!closure(name).contains(name), "job %s needs itself".formatted(name));
        if (job.has("uses")) {
            return;
        }
        check(job.path("timeout-minutes").isInt(), "job %s has no timeout-minutes".formatted(name));
        check(job.has("runs-on"), "job %s has no runs-on".formatted(name));
        Set<String> ids = new TreeSet<>();
        for (JsonNode step : job.path("steps")) {
            step(name, step);
            steps(name, ids, Stream.concat(references(step.toString()), condition(step)));
            ids.add(step.path("id").asText());
        }
        steps(name, ids, references(job.path("outputs").toString()));
        Stream.concat(references(job.toString()), conditions(job))
                .forEach(reference -> reference(name, job, reference));
    }

    private void steps(String job, Set<String> ids, Stream<Expressions.Reference> references) {
        references
                .filter(reference -> reference.head().equals("steps"))
                .forEach(reference -> check(
                        ids.contains(reference.at(0)), "job %s has no step %s before".formatted(job, reference.at(0))));
    }

    private static List<String> needs(JsonNode job) {
        JsonNode needs = job.path("needs");
        return needs.isTextual()
                ? List.of(needs.asText())
                : needs.valueStream().map(JsonNode::asText).toList();
    }

    /** All jobs that must be done before, whatever they need included. */
    private Set<String> closure(String name) {
        Set<String> all = new TreeSet<>();
        List<String> next = new ArrayList<>(needs(tree.path("jobs").path(name)));
        while (!next.isEmpty()) {
            String job = next.removeLast();
            if (all.add(job)) {
                next.addAll(needs(tree.path("jobs").path(job)));
            }
        }
        return all;
    }

    private static Stream<Expressions.Reference> references(String json) {
        return Expressions.in(json.replace("\\\"", "\"")).stream();
    }

    private static Stream<Expressions.Reference> conditions(JsonNode job) {
        return Stream.concat(Stream.of(job), job.path("steps").valueStream()).flatMap(Workflow::condition);
    }

    private static Stream<Expressions.Reference> condition(JsonNode part) {
        return part.path("if").isTextual()
                ? Expressions.ofCondition(part.path("if").asText()).stream()
                : Stream.of();
    }

    private void reference(String name, JsonNode job, Expressions.Reference reference) {
        check(reference.isKnown(), "job %s: %s is no context and no function".formatted(name, reference.head()));
        switch (reference.head()) {
            case "needs" -> {
                check(
                        needs(job).contains(reference.at(0)),
                        "job %s asks for needs.%s and does not need it".formatted(name, reference.at(0)));
                check(
                        !reference.at(1).equals("outputs")
                                || tree.path("jobs")
                                        .path(reference.at(0))
                                        .path("outputs")
                                        .has(reference.at(2)),
                        "job %s has no output %s".formatted(reference.at(0), reference.at(2)));
            }
            case "matrix" ->
                check(
                        matrix(job).contains(reference.at(0)),
                        "job %s has no matrix with %s".formatted(name, reference.at(0)));
            default -> {}
        }
    }

    private static Set<String> matrix(JsonNode job) {
        Set<String> keys = new TreeSet<>();
        JsonNode matrix = job.path("strategy").path("matrix");
        matrix.fieldNames().forEachRemaining(keys::add);
        matrix.path("include").forEach(row -> row.fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    private void step(String job, JsonNode step) {
        check(
                step.has("run") != step.has("uses"),
                "job %s has a step that does not either run or use: %s".formatted(job, step));
        String script = step.path("run").asText();
        check(
                !script.contains("${{"),
                "job %s has an expression in a script, where it is code: hand it over in env: %s"
                        .formatted(job, script));
        String commands = script.replace("\\\n", " ");
        WORD.matcher(commands).results().map(word -> word.group()).forEach(path -> file(job, path));
        OPTION.matcher(commands)
                .results()
                .forEach(option -> maven(job, option.group(1).strip(), option.group(2)));
        TESTS.matcher(commands)
                .results()
                .flatMap(tests -> Stream.of(tests.group(1).split(",")))
                .forEach(test ->
                        check(repository.tests().contains(test), "job %s: no test is called %s".formatted(job, test)));
    }

    private void file(String job, String path) {
        if (path.startsWith(".ci/")) {
            check(repository.hasProgram(path), "job %s: %s is no program".formatted(job, path));
        } else if (repository.isMeant(path)) {
            check(repository.has(path), "job %s: %s does not exist".formatted(job, path));
        }
    }

    private void maven(String job, String option, String values) {
        Stream.of(values.split(",")).forEach(value -> {
            if (option.equals("P")) {
                check(repository.profiles().contains(value), "job %s: Maven has no profile %s".formatted(job, value));
            } else {
                check(repository.has(value + "/pom.xml"), "job %s: Maven has no module %s".formatted(job, value));
            }
        });
    }

    /** What a job downloads was uploaded by one that it needs. */
    private void artifacts() {
        jobs().forEach((name, job) -> job.path("steps")
                .valueStream()
                .filter(step -> step.path("uses").asText().startsWith("actions/download-artifact@"))
                .map(step -> step.path("with")
                        .path("name")
                        .asText(step.path("with").path("pattern").asText()))
                .forEach(artifact -> check(
                        closure(name).stream().anyMatch(needed -> uploads(needed, artifact)),
                        "job %s downloads %s, which no job uploads that it needs".formatted(name, artifact))));
    }

    private boolean uploads(String job, String artifact) {
        Pattern pattern = Pattern.compile("\\Q" + artifact.replace("*", "\\E.*\\Q") + "\\E");
        return tree.path("jobs")
                .path(job)
                .path("steps")
                .valueStream()
                .filter(step -> step.path("uses").asText().startsWith("actions/upload-artifact@"))
                .anyMatch(step ->
                        pattern.matcher(step.path("with").path("name").asText()).matches());
    }
}
