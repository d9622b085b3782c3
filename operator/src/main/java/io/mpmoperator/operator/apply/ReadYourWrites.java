package io.mpmoperator.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.UnaryOperator;

/**
 * Remembers what the API server answered to a write, until a watch has told of it: who asks in the meantime is given the
 * answer, and the watch's own word of it is no news.
 *
 * @param <T> the type of the objects
 */
@FunctionalInterface
public interface ReadYourWrites<T extends HasMetadata> {

    /** Does the write and returns the API server's response; what the write throws is thrown on. */
    T write(T object, UnaryOperator<T> write);

    /** Remembers nothing. */
    static <T extends HasMetadata> ReadYourWrites<T> not() {
        return (object, write) -> write.apply(object);
    }
}
