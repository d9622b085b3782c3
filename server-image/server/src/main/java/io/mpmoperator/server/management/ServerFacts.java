package io.mpmoperator.server.management;

import io.mpmoperator.server.scoreboard.Scoreboard;

/** What the management port asks the control process. Called by several threads, and never waits. */
public interface ServerFacts {

    /** What the control process knows at this moment. */
    ServerView view();

    /** The scoreboard that the children write. */
    Scoreboard scoreboard();
}
