package io.mpmoperator.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The accepted values of a string, written as {@code enum} into the schema. The Java type stays a string, so that a value
 * that only a newer schema knows cannot stop an older operator from reading the list it is in.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OneOf {

    /** The accepted values, in the order in which documentation shows them. */
    String[] value();
}
