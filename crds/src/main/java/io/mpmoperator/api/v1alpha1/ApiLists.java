package io.mpmoperator.api.v1alpha1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An absent list and an empty list mean the same in this API. */
final class ApiLists {

    private ApiLists() {}

    static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
