package io.mpmoperator.e2e.local.node;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Ends the processes of this one when it is killed and can no longer do it itself.
 *
 * <p>A shell in a session of its own reads from a pipe which processes there are. When the pipe ends without a word, who
 * held the other end is gone: the shell sends TERM to the processes, later KILL to their sessions.
 */
public final class ProcessGuard implements AutoCloseable {

    private static final String SCRIPT = """
            trap '' HUP INT TERM
            pids=
            while read -r word pid; do
              case $word in
                started) pids="$pids $pid" ;;
                ended) rest=; for p in $pids; do [ "$p" = "$pid" ] || rest="$rest $p"; done; pids=$rest ;;
                done) exit 0 ;;
              esac
            done

            # Field 6 of /proc/PID/stat is the session; the name before it, in parentheses, may hold anything.
            members() {
              for file in /proc/[0-9]*/stat; do
                read -r stat <"$file" || continue
                member=${file#/proc/}
                set -- ${stat##*) }
                for p in $pids; do [ "$4" != "$p" ] || [ "$1" = Z ] || echo "${member%/stat}"; done
              done
            }

            for p in $pids; do kill -s TERM "$p"; done
            seconds=0
            while [ "$seconds" -lt 10 ] && [ -n "$(members)" ]; do
              sleep 1
              seconds=$((seconds + 1))
            done
            for p in $(members); do kill -s KILL "$p"; done
            [ -z "$1" ] || { sleep 1; rmdir "$1"/* "$1"; }
            """;

    private final BufferedWriter pipe;

    /**
     * Starts the guard.
     *
     * @param cgroup folder of the pods' memory groups, which it removes at last; empty for none
     */
    public ProcessGuard(String cgroup) throws IOException {
        Process shell = new ProcessBuilder("setsid", "sh", "-c", SCRIPT, "guard", cgroup)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        pipe = new BufferedWriter(new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a process in a session of its own, out of reach of a terminal's Ctrl-C, and guards it. */
    public Process start(ProcessBuilder builder) throws IOException {
        List<String> command = builder.command();
        builder.command(java.util.stream.Stream.concat(java.util.stream.Stream.of("setsid"), command.stream())
                .toList());
        Process process = builder.start();
        tell("started " + process.pid());
        return process;
    }

    /** To be called once nothing of the process is left. */
    public void forget(Process process) {
        try {
            tell("ended " + process.pid());
        } catch (IOException e) {
            throw new UncheckedIOException("the guard of the processes is gone", e);
        }
    }

    private synchronized void tell(String line) throws IOException {
        pipe.write(line);
        pipe.newLine();
        pipe.flush();
    }

    /** Ends the guard; the processes must have ended. */
    @Override
    public void close() throws IOException {
        tell("done");
        pipe.close();
    }
}
