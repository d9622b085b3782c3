package io.mpmoperator.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a list of objects a map for server-side apply ({@code x-kubernetes-list-type: map}): several appliers may own
 * different entries. A list without this annotation is atomic.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ListKeys {

    /** The properties that together name an entry. */
    String[] value();
}
