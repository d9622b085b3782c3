package io.mpmoperator.proxy;

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

    /** What lines say of the backend of a URL: those of the longest URL that it begins with, a later one over those before it. */
    public static Parameters of(List<WorkerLine> lines, String url) {
        int longest = lines.stream()
                .map(WorkerLine::url)
                .filter(url::startsWith)
                .mapToInt(String::length)
                .max()
                .orElse(-1);
        Parameters said = Parameters.NONE;
        for (WorkerLine line : lines) {
            if (line.url.length() == longest && url.startsWith(line.url)) {
                said = line.parameters.over(said);
            }
        }
        return said;
    }
}
