package io.mpmoperator.server.site;

import io.mpmoperator.server.http.RequestHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is mounted on paths, in the place of files. */
@FunctionalInterface
public interface Mounts {

    /** Nothing. */
    Mounts NONE = names -> null;

    /**
     * The handler that is responsible for a path.
     *
     * @param names of the path, decoded
     * @return null where files are
     */
    @Nullable
    RequestHandler at(List<String> names);
}
