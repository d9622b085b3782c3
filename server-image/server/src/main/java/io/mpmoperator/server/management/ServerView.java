package io.mpmoperator.server.management;

import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.tls.KnownCertificates;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the control process knows of itself and its children at one moment, apart from the scoreboard.
 *
 * @param software what is running
 * @param controlPid the control process
 * @param settings the numbers in force
 * @param started when the control process was started
 * @param restarted when it last read its configuration in a restart (HUP) or at its start, which a graceful restart
 *     leaves as it is: Apache's RestartTime
 * @param generation how many restarts there were, graceful ones included; children of a lower one are being replaced
 * @param configuration the SHA-256 of the configuration file that is in force, in hexadecimal digits
 * @param draining whether the server is stopping gracefully
 * @param sinceHeartbeat how long ago the control loop last went round, by a clock that never jumps
 * @param restarts restarts since the start
 * @param children children since the start
 * @param maintenance what idle maintenance found last
 * @param refused the configuration that was tried last, while it is refused
 * @param certificateRefused why the certificate's files cannot be used as they are, on one line, while the one from before
 *     is in force
 * @param certificates those that children may have in force
 * @param logLinesDropped lines of its log that the control process could not write
 * @param trouble why children cannot be started at the moment, a clause for a person; empty when there is none
 */
public record ServerView(
        Software software,
        long controlPid,
        MpmSettings settings,
        Instant started,
        Instant restarted,
        int generation,
        String configuration,
        boolean draining,
        Duration sinceHeartbeat,
        Restarts restarts,
        Children children,
        Maintenance maintenance,
        Optional<Refused> refused,
        Optional<String> certificateRefused,
        KnownCertificates certificates,
        long logLinesDropped,
        Optional<String> trouble) {

    /**
     * A configuration that was tried and is not in force.
     *
     * @param sha256 the hash of its text; empty when it could not be read
     * @param reason what the process that tried it said, on one line
     */
    public record Refused(String sha256, String reason) {}

    /**
     * What is running.
     *
     * @param version the build's version, {@code 1.2.3} or {@code 1.2.3-SNAPSHOT}
     * @param built when it was built, {@code 2026-11-12T08:58:41}
     */
    public record Software(String version, String built) {}

    /**
     * Restarts since the start, by kind.
     *
     * @param full those that ended every child at once (HUP)
     * @param graceful those that let children finish (USR1)
     * @param refused configurations that were tried and did not come in force
     */
    public record Restarts(long full, long graceful, long refused) {}

    /**
     * Children since the start.
     *
     * @param started how many were started
     * @param exited how many ended by themselves or as they were told, with exit code 0
     * @param failed how many ended with another exit code
     * @param killed how many were ended by a signal
     */
    public record Children(long started, long exited, long failed, long killed) {

        /** How many have ended, for whatever reason. */
        public long ended() {
            return exited + failed + killed;
        }
    }

    /**
     * What idle maintenance found when it last went round.
     *
     * @param spawnRate how many children it would start at once
     * @param maxRequestWorkers every worker that MaxRequestWorkers allows exists and is busy
     * @param scoreboardFull a child is wanted and every slot that ServerLimit allows is taken, some by draining children
     */
    public record Maintenance(int spawnRate, Saturation maxRequestWorkers, Saturation scoreboardFull) {}

    /**
     * A limit that the server may be at.
     *
     * @param reached whether it is now
     * @param times how often it has been reached since the start
     */
    public record Saturation(boolean reached, long times) {}
}
