package io.mpmoperator.server.jdk;

import java.lang.reflect.Field;
import java.util.Hashtable;
import org.jspecify.annotations.Nullable;

/**
 * The table in which the JDK looks for the handler of a signal that has arrived. The JDK's one dispatcher thread looks there, and
 * starts a further thread for the handler that it finds. The keys that this class puts there run the action during the look-up
 * and equal nothing: the action runs in the dispatcher, the look-up finds no handler, and no thread is started.
 */
final class SignalTable {

    private final Hashtable<Object, Object> handlers;

    private SignalTable(Hashtable<Object, Object> handlers) {
        this.handlers = handlers;
    }

    /** The table of this JDK; an exception says where it is not as in JDK 25. */
    static SignalTable ofThisJdk() throws ReflectiveOperationException {
        Field field = Class.forName("jdk.internal.misc.Signal").getDeclaredField("handlers");
        field.setAccessible(true);
        if (field.getType() != Hashtable.class) {
            throw new NoSuchFieldException("is of type " + field.getType().getName());
        }
        requireStoredKeysAreAsked();
        return new SignalTable(table(field.get(null)));
    }

    @SuppressWarnings("unchecked") // a Hashtable takes keys of any class
    private static Hashtable<Object, Object> table(@Nullable Object value) throws NoSuchFieldException {
        if (value instanceof Hashtable<?, ?> table) {
            return (Hashtable<Object, Object>) table;
        }
        throw new NoSuchFieldException("is " + value);
    }

    @SuppressWarnings("JdkObsolete") // what the JDK itself has
    private static Hashtable<Object, Object> newTable() {
        return new Hashtable<>();
    }

    /** A look-up has to call {@code equals} of the key in the table, not of the key that is looked for. */
    private static void requireStoredKeysAreAsked() throws NoSuchMethodException {
        boolean[] asked = new boolean[1];
        SignalTable probe = new SignalTable(newTable());
        probe.replace(1, () -> asked[0] = true);
        if (probe.handlers.get(1) != null || !asked[0]) {
            throw new NoSuchMethodException("Hashtable.get does not ask the key that it holds");
        }
    }

    /** Runs an action from now on in place of the handler of a signal. A signal that arrives meanwhile waits for the lock. */
    void replace(int number, Runnable action) {
        synchronized (handlers) {
            handlers.keySet().removeIf(key -> key.hashCode() == number);
            handlers.put(new Key(number, action), this);
        }
    }

    /** The place of a signal in the table: the JDK hashes a signal to its number. */
    private static final class Key {

        private final int number;
        private final Runnable action;

        Key(int number, Runnable action) {
            this.number = number;
            this.action = action;
        }

        @Override
        public boolean equals(@Nullable Object signal) {
            action.run();
            return false;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }
}
