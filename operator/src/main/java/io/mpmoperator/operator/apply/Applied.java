package io.mpmoperator.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** What became of a desired object. */
public sealed interface Applied {

    /** It is on the cluster as desired; nothing was written. */
    record Unchanged() implements Applied {}

    /** It was not there, and was created. */
    record Created(HasMetadata object) implements Applied {}

    /** It differed, and was written. */
    record Updated(HasMetadata object) implements Applied {}

    /** It had no controller and the server's labels; it was written, and belongs to the server now. */
    record Adopted(HasMetadata object) implements Applied {}

    /**
     * An object of that name belongs to somebody else, and was left alone.
     *
     * @param message a sentence that names the object and its owner
     */
    record Foreign(String message) implements Applied {}

    /**
     * An object of that name is being deleted; a new one can be created when it is gone.
     *
     * @param message a sentence that names the object
     */
    record Leaving(String message) implements Applied {}
}
