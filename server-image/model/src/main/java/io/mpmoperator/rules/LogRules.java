package io.mpmoperator.rules;

import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.logformat.LogFormats;
import java.util.List;

/** What a server and its virtual hosts say of the logs of requests. */
public final class LogRules {

    /** Logs: those of a virtual host are in the place of the server's. */
    public static final Setting<List<CustomLog>> LOGS =
            Setting.<CustomLog>ownList("CustomLog").ofServer();

    /** Formats and their names. */
    public static final Setting<LogFormats> FORMATS =
            Setting.merged("LogFormat", LogFormats::and).ofServer();

    private LogRules() {}
}
