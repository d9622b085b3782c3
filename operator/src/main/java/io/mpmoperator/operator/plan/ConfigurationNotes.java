package io.mpmoperator.operator.plan;

import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.mpm.Adjustment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is worth knowing of a configuration that is accepted, in as many sentences as people read. */
final class ConfigurationNotes {

    private static final int MOST = 20;

    private ConfigurationNotes() {}

    static List<Adjustment> of(Configuration configuration) {
        List<Adjustment> notes = new ArrayList<>();
        add(notes, "configuration-adjusted", remarks(configuration, Remark.Kind.ADJUSTED));
        add(notes, "configuration-without-effect", remarks(configuration, Remark.Kind.WITHOUT_EFFECT));
        add(notes, "field-without-effect", configuration.ofFields());
        add(
                notes,
                "file-not-seen",
                configuration.unseen().stream()
                        .map(path -> "%s may be included, and is no file that the operator sees".formatted(path))
                        .toList());
        return notes;
    }

    private static List<String> remarks(Configuration configuration, Remark.Kind kind) {
        return configuration.alone().remarks().stream()
                .filter(remark -> remark.kind() == kind)
                .map(Remark::toString)
                .toList();
    }

    private static void add(List<Adjustment> notes, String code, List<String> sentences) {
        Stream<String> shown = sentences.stream().limit(MOST);
        Stream<String> rest = sentences.size() > MOST
                ? Stream.of("and %d more, which webserver check names".formatted(sentences.size() - MOST))
                : Stream.empty();
        Stream.concat(shown, rest)
                .map(sentence -> new Adjustment(code, sentence))
                .forEach(notes::add);
    }
}
