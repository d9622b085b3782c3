package io.mpmoperator.e2e.local;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was opened, closed in reverse order; a shutdown hook may close it while another thread still opens.
 *
 * <p>Safe for use by several threads: an opening either is closed with the rest or does not happen.
 */
public final class ClosingStack implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ClosingStack.class.getName());

    /** Opens something that must be closed. */
    @FunctionalInterface
    public interface Opening<T extends AutoCloseable, E extends Exception> {
        T open() throws E;
    }

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    public synchronized <T extends AutoCloseable, E extends Exception> T open(Opening<T, E> opening) throws E {
        if (closed) {
            throw new IllegalStateException("stopping");
        }
        T resource = opening.open();
        opened.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!opened.isEmpty()) {
            AutoCloseable resource = opened.pop();
            try {
                resource.close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "event=not-closed what=" + resource, e);
            }
        }
    }
}
