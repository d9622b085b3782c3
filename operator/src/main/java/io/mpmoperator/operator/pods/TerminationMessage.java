package io.mpmoperator.operator.pods;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a container said before it ended: the end of its log, as the kubelet keeps it. */
final class TerminationMessage {

    /** The exit code of a process that cannot serve with its configuration (sysexits.h, EX_CONFIG). */
    private static final int UNUSABLE = 78;

    private static final String CHILD_REFUSED = " exit=" + UNUSABLE + " ";

    private static final String REFUSED = " event=configuration-refused ";
    private static final String ERROR = " level=error ";
    private static final String LOST = " event=child-lost ";

    /** How the server says why it does not even start. */
    private static final String NOT_STARTED = "webserver: ";

    private static final Pattern REASON = Pattern.compile(" reason=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

    private TerminationMessage() {}

    /** The line that says why it ended: the last error, or else the last line. */
    static Optional<String> why(ContainerStateTerminated end) {
        List<String> lines = lines(end);
        return last(lines, line -> line.contains(REFUSED))
                .or(() -> last(lines, line -> line.contains(ERROR) && !line.contains(LOST)))
                .or(() -> last(lines, line -> true))
                .map(TerminationMessage::reason);
    }

    /** Why the server ended, where that was its configuration. */
    static Optional<String> configurationRefused(ContainerStateTerminated end) {
        boolean refused = Integer.valueOf(UNUSABLE).equals(end.getExitCode())
                || lines(end).stream().anyMatch(line -> line.contains(CHILD_REFUSED) || line.startsWith(NOT_STARTED));
        return refused ? why(end) : Optional.empty();
    }

    private static List<String> lines(ContainerStateTerminated end) {
        return Objects.requireNonNullElse(end.getMessage(), "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static Optional<String> last(List<String> lines, Predicate<String> which) {
        return lines.stream().filter(which).reduce((earlier, later) -> later);
    }

    /** The reason of a structured line; any other line as it is. */
    private static String reason(String line) {
        Matcher reason = REASON.matcher(line);
        if (!reason.find()) {
            return line.strip();
        }
        String quoted = reason.group(1);
        return quoted == null ? reason.group(2) : quoted.replaceAll("\\\\(.)", "$1");
    }
}
