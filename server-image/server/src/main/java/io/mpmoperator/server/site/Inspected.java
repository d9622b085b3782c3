package io.mpmoperator.server.site;

import io.mpmoperator.site.Part;
import java.util.List;
import java.util.Map;

/**
 * What is in force for a URL.
 *
 * @param host the virtual host that was chosen, as it is written, with its file and line; the server itself where none was
 * @param steps of the way that a GET request goes
 * @param parts sections and files of folders that are for it, in the order in which they are merged
 * @param sayings what these say together
 * @param status of the response to a GET request
 * @param fields of that response
 */
public record Inspected(
        String host,
        List<String> steps,
        List<Part> parts,
        List<Part.Saying> sayings,
        int status,
        List<Map.Entry<String, String>> fields) {

    public Inspected {
        steps = List.copyOf(steps);
        parts = List.copyOf(parts);
        sayings = List.copyOf(sayings);
        fields = List.copyOf(fields);
    }
}
