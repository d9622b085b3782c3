package io.mpmoperator.server.check;

import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.mpm.Adjustment;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is worth knowing of a configuration that is accepted.
 *
 * @param adjustments of the numbers of the mode
 * @param remarks of its directives
 */
public record Findings(List<Adjustment> adjustments, List<Remark> remarks) {

    public Findings {
        adjustments = List.copyOf(adjustments);
        remarks = List.copyOf(remarks);
    }

    /** Whether all is in force as it is written. */
    public boolean isEmpty() {
        return adjustments.isEmpty() && remarks.isEmpty();
    }

    /** A comment for each, one a line. */
    public String text() {
        Stream<String> numbers = adjustments.stream()
                .map(adjustment -> "# adjusted %s: %s%n".formatted(adjustment.code(), adjustment.message()));
        Stream<String> directives = remarks.stream().map(remark -> "# %s %s%n".formatted(words(remark.kind()), remark));
        return Stream.concat(numbers, directives).collect(Collectors.joining());
    }

    private static String words(Remark.Kind kind) {
        return switch (kind) {
            case ADJUSTED -> "adjusted";
            case WITHOUT_EFFECT -> "without effect";
        };
    }

    /** A JSON object: {@code accepted}, {@code adjusted}, {@code withoutEffect}. */
    public String json() {
        Stream<String> numbers = adjustments.stream()
                .map(adjustment -> Json.object("code", adjustment.code(), "message", adjustment.message()));
        Stream<String> adjusted = Stream.concat(numbers, remarks(Remark.Kind.ADJUSTED));
        return "{\"accepted\": true, \"adjusted\": %s, \"withoutEffect\": %s}%n"
                .formatted(Json.array(adjusted), Json.array(remarks(Remark.Kind.WITHOUT_EFFECT)));
    }

    private Stream<String> remarks(Remark.Kind kind) {
        return remarks.stream()
                .filter(remark -> remark.kind() == kind)
                .map(remark -> Json.object("at", remark.at().toString(), "message", remark.message()));
    }

    /** The JSON object of a configuration that is refused. */
    public static String refused(String message) {
        return "{\"accepted\": false, \"refused\": %s}%n".formatted(Json.text(message));
    }
}
