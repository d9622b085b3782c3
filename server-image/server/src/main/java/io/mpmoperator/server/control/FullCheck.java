package io.mpmoperator.server.control;

import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.server.handler.HandlerException;
import io.mpmoperator.server.handler.HandlerMounts;
import io.mpmoperator.server.installation.Installation;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.PosixException;
import io.mpmoperator.server.nativecalls.SocketQueues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What {@code webserver check} finds out beyond reading: no server runs with the configuration meanwhile. */
public final class FullCheck {

    private static final long TICK_NANOS = 20_000_000;

    private final Posix posix;
    private final Installation installation;

    /** Checks by processes of an installation. */
    public FullCheck(Posix posix, Installation installation) {
        this.posix = posix;
        this.installation = installation;
    }

    /**
     * Makes sure that the handlers which come from no jar are in this server.
     *
     * @throws ConfigurationException that names the first that is not, and those that are
     */
    public static void requireHandlers(WebServerConf conf) throws ConfigurationException {
        try {
            HandlerMounts.requireCompiledIn(conf.handlerPath(), conf.handlers());
        } catch (HandlerException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    /**
     * Tries the configuration as a running server would before it takes it up: by a process that does all that a child does
     * until it is ready, which opens the logs for appending. The port may be that of the running server, so it is no reason to
     * refuse that it is in use.
     *
     * @return what is worth knowing beside that it can be used, a sentence each
     * @throws ConfigurationException with what the process said
     */
    public List<String> full(Configuration.Read read) throws ConfigurationException {
        List<String> notes = new ArrayList<>(portNotes(read));
        ChildLauncher launcher = new ChildLauncher(posix, installation, List.of(), 0, Generation.of(0, read));
        try {
            await(launcher, read);
        } catch (PosixException e) {
            throw new ConfigurationException("no process can try the configuration: " + e.getMessage(), e);
        } finally {
            launcher.close();
        }
        notes.add("tried: a child would become ready");
        return notes;
    }

    private List<String> portNotes(Configuration.Read read) throws ConfigurationException {
        List<String> notes = new ArrayList<>();
        for (ListenAddress address : read.conf().addresses()) {
            portNote(address).ifPresent(notes::add);
        }
        return notes;
    }

    private Optional<String> portNote(ListenAddress address) throws ConfigurationException {
        try {
            posix.close(Binding.listen(posix, address, new SocketQueues(1, 0)));
            return Optional.empty();
        } catch (ConfigurationException e) {
            if (e.getCause() instanceof PosixException cause && cause.errno() == PosixException.EADDRINUSE) {
                return Optional.of("note: " + e.getMessage());
            }
            throw e;
        }
    }

    private void await(ChildLauncher launcher, Configuration.Read read) throws ConfigurationException {
        long began = System.nanoTime();
        TrialProcess trial =
                TrialProcess.start(posix, launcher, read.plan().settings().threadLimit(), began);
        boolean runs = true;
        try {
            while (true) {
                Posix.Reaped ended = posix.reap();
                if (ended.pid() == trial.pid()) {
                    runs = false;
                    requireReady(trial, ended);
                    return;
                }
                if (System.nanoTime() - began > Change.LIMIT.toNanos()) {
                    throw new ConfigurationException(
                            "the trial was not ready within " + Change.LIMIT.toSeconds() + " seconds");
                }
                LockSupport.parkNanos(TICK_NANOS);
            }
        } finally {
            trial.close(runs);
        }
    }

    private static void requireReady(TrialProcess trial, Posix.Reaped ended) throws ConfigurationException {
        if (!trial.ready() || !ended.clean()) {
            throw new ConfigurationException(Refusal.oneLine(Change.reason(ended, trial.said())));
        }
    }
}
