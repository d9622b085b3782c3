package io.mpmoperator.server.jdk;

import java.io.FileDescriptor;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the members that the server uses beside the public API this JDK has. The server does without those that it has not,
 * more slowly; whoever runs it is told once for each and process. Tried is JDK 25.
 *
 * <p>To look costs half a millisecond and no memory that stays. A method handle costs some 40 KB of each process, so it is made
 * by the first call.
 */
public final class JdkParts {

    private static final List<String> MISSING = new ArrayList<>();

    static final boolean DESCRIPTOR_OF_A_FILE = field(
            "how the JDK keeps the descriptor of a file", "sun.nio.ch.FileChannelImpl", "fd", FileDescriptor.class);

    /** The last parameter is whether the target is a file that is appended to. */
    static final boolean SENDING_A_FILE = method(
            "how the JDK sends a file",
            "sun.nio.ch.FileDispatcherImpl",
            "transferTo0",
            long.class,
            FileDescriptor.class,
            long.class,
            long.class,
            FileDescriptor.class,
            boolean.class);

    static final boolean DESCRIPTOR_OF_A_CHANNEL = method(
            "how the JDK gives the descriptor of a channel", "sun.nio.ch.SelChImpl", "getFD", FileDescriptor.class);

    static final boolean DESCRIPTOR_OF_A_NUMBER = method(
            "how the JDK makes a descriptor of a number",
            "sun.nio.ch.IOUtil",
            "newFD",
            FileDescriptor.class,
            int.class);

    private JdkParts() {}

    /** A sentence for each part that is missing. */
    public static List<String> missing() {
        return List.copyOf(MISSING);
    }

    private static boolean field(String part, String owner, String name, Class<?> type) {
        try {
            Field field = find(owner).getDeclaredField(name);
            return open(field) && is(field.getType(), type);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return isMissing(part, e);
        }
    }

    private static boolean method(String part, String owner, String name, Class<?> type, Class<?>... parameters) {
        try {
            Method method = find(owner).getDeclaredMethod(name, parameters);
            return open(method) && is(method.getReturnType(), type);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return isMissing(part, e);
        }
    }

    private static Class<?> find(String owner) throws ClassNotFoundException {
        return Class.forName(owner, false, null);
    }

    private static boolean open(AccessibleObject member) {
        member.setAccessible(true);
        return true;
    }

    private static boolean is(Class<?> found, Class<?> expected) throws NoSuchMethodException {
        if (found != expected) {
            throw new NoSuchMethodException("is of type " + found.getName() + ", not " + expected.getName());
        }
        return true;
    }

    private static boolean isMissing(String part, Exception cause) {
        MISSING.add(part + " is not as in JDK 25 (" + cause + "); the server does without");
        return false;
    }
}
