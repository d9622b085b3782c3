package io.mpmoperator.api.v1alpha1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that are absent, and those that are empty. Where the two mean the same, an empty one is read as an absent one, and
 * the record may leave it out when it is written. Where they differ the list is nullable, and its record writes whatever is
 * not null: each object is written and read again between the API server and the plan.
 */
final class ApiLists {

    private ApiLists() {}

    /** A list whose absence means the same as its being empty. */
    static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** A list whose absence means something else than its being empty. */
    static <T> @Nullable List<T> copyOrNull(@Nullable List<T> list) {
        return list == null ? null : List.copyOf(list);
    }

    /** A text that is absent where it is empty, as templates of manifests write it. */
    static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
