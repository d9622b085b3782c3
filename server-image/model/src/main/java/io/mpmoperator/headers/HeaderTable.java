package io.mpmoperator.headers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The fields of a header in their order; names are compared without regard to case, and may be there several times. */
public final class HeaderTable {

    /** A field. */
    public record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();

    /** The fields in their order. */
    public List<Field> fields() {
        return List.copyOf(fields);
    }

    /** The value of the first field of a name; null where there is none. */
    public @Nullable String get(String name) {
        int at = indexOf(name);
        return at < 0 ? null : fields.get(at).value();
    }

    private int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Adds a field, whatever fields of that name there are. */
    public HeaderTable add(String name, String value) {
        fields.add(new Field(name, value));
        return this;
    }

    /** Puts a field in the place of all of that name. */
    public void set(String name, String value) {
        int at = indexOf(name);
        if (at < 0) {
            add(name, value);
            return;
        }
        fields.set(at, new Field(name, value));
        for (int i = fields.size() - 1; i > at; i--) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                fields.remove(i);
            }
        }
    }

    /** Appends to the first field of a name, after a comma; adds it where there is none. */
    public void append(String name, String value) {
        int at = indexOf(name);
        if (at < 0) {
            add(name, value);
        } else {
            fields.set(at, new Field(fields.get(at).name(), fields.get(at).value() + ", " + value));
        }
    }

    /** Removes all fields of a name. */
    public void unset(String name) {
        fields.removeIf(field -> field.name().equalsIgnoreCase(name));
    }

    /** Changes the values of all fields of a name. */
    public void edit(String name, UnaryOperator<String> change) {
        fields.replaceAll(field ->
                field.name().equalsIgnoreCase(name) ? new Field(field.name(), change.apply(field.value())) : field);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        fields.forEach(field ->
                out.append(field.name()).append(": ").append(field.value()).append('\n'));
        return out.toString();
    }
}
