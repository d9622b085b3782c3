package io.mpmoperator.conf.tree;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a configuration can ask of the place where it is read. */
public interface Surroundings {

    /** The value of an environment variable, for {@code ${NAME}}. */
    Optional<String> variable(String name);

    /** Whether a module is there, by its name or its file: {@code rewrite_module}, {@code mod_rewrite.c}. */
    default boolean hasModule(String module) {
        return false;
    }

    /** The same where {@code LoadModule} has loaded some, which decides of those that change what the others do. */
    default boolean hasModule(String module, Set<String> loaded) {
        return hasModule(module);
    }

    /** Whether a name is known as one of a directive. */
    default boolean hasDirective(String name) {
        return false;
    }

    /** Whether there is a file or a folder of that absolute path. */
    boolean exists(String path);

    /** The text of a file. */
    String text(String path) throws IOException;

    /**
     * The files that an absolute path means, in the order of their names: itself, those below it where it is a folder, those
     * that match where it has wildcards. Empty where there are none.
     */
    List<String> files(String path);

    /** The folder that relative paths begin at as long as no ServerRoot is given, without a slash at its end. */
    String folder();

    /** The text by itself: no variables, no modules but those that are named, no other file. */
    static Surroundings none() {
        return variables(Map.of());
    }

    /** The text by itself, and the values of variables. */
    static Surroundings variables(Map<String, String> values) {
        return new VariablesAlone(values);
    }

    /** No file but the text. */
    record VariablesAlone(Map<String, String> values) implements Surroundings {

        @Override
        public Optional<String> variable(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public boolean exists(String path) {
            return false;
        }

        @Override
        public String text(String path) throws IOException {
            throw new IOException("only this text is read, no file beside it");
        }

        @Override
        public List<String> files(String path) {
            return List.of();
        }

        @Override
        public String folder() {
            return "";
        }
    }
}
