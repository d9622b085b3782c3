package io.mpmoperator.server.log;

import java.util.HashMap;
import java.util.Map;

/** One thread's ways into several logs, which share the place where lines are made. */
public final class ThreadLines {

    private final LineBuffer line = new LineBuffer(AccessLine.LIMIT);
    private final Map<AccessLog, AccessWriter> writers = new HashMap<>();

    /** The way into a log. */
    public AccessWriter into(AccessLog log) {
        return writers.computeIfAbsent(log, one -> one.writer(line));
    }
}
