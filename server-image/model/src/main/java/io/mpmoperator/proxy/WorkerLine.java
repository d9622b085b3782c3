package io.mpmoperator.proxy;

import java.util.Comparator;
import java.util.List;

/**
 * ProxySet: what is said of a backend beside the line that forwards to it.
 *
 * @param url of the backend; empty where it is that of the section around
 */
public record WorkerLine(String url, Parameters parameters) {

    /**
     * Reads ProxySet.
     *
     * @throws IllegalArgumentException with what would be accepted
     */
    public static WorkerLine parse(List<String> words) {
        boolean named = BackendUrl.isUrl(words.getFirst());
        String url = named ? BackendUrl.parse(words.getFirst()).toString() : "";
        return new WorkerLine(url, Parameters.parse(named ? words.subList(1, words.size()) : words));
    }

    /** The same, said of the section around where it names nothing. */
    public WorkerLine in(String section) {
        return url.isEmpty() ? new WorkerLine(section, parameters) : this;
    }

    /** What lines say of the backend of a URL: that of the longest URL that it begins with, the last of equals. */
    public static Parameters of(List<WorkerLine> lines, String url) {
        return lines.reversed().stream()
                .filter(line -> url.startsWith(line.url))
                .max(Comparator.comparingInt(line -> line.url.length()))
                .map(WorkerLine::parameters)
                .orElse(Parameters.NONE);
    }
}
