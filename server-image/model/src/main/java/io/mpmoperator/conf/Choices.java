package io.mpmoperator.conf;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words of a closed set, in any case. */
final class Choices {

    private Choices() {}

    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        for (E choice : type.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        String accepted =
                Arrays.stream(type.getEnumConstants()).map(Choices::written).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("'%s' is not known: accepted are %s".formatted(text, accepted));
    }

    static String written(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
