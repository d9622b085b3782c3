package io.mpmoperator.e2e.benchmark.contender;

import io.mpmoperator.e2e.local.FreePort;
import io.mpmoperator.e2e.local.node.ProcessGuard;
import io.mpmoperator.e2e.server.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts contenders and other processes of the benchmark; whatever still runs ends when it is closed or this process is gone. */
public final class Launcher implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path work;
    private final Documents documents;
    private final ProcessGuard guard;
    private final List<RunningServer> servers = new ArrayList<>();
    private final List<Process> clients = new ArrayList<>();
    private boolean closed;

    /** A launcher that works in a folder. */
    public Launcher(Path work) throws IOException {
        this.work = work;
        this.guard = new ProcessGuard("");
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.documents = Documents.writtenTo(work.resolve("documents"));
    }

    /** What every contender serves. */
    public Documents documents() {
        return documents;
    }

    /** Writes what a client reads into the folder of the run. */
    public Path write(String name, String text) throws IOException {
        return Files.writeString(work.resolve(name), text);
    }

    /** Starts a server and waits until it is ready: it answers, its pool is complete, and ours says of itself that it is. */
    public RunningServer start(Contender contender, Pool pool, Serving serving) throws IOException {
        RunningServer server = launch(contender, pool, serving);
        server.awaitFirstResponse(PATIENCE);
        if (contender instanceof Webserver || contender instanceof Apache) {
            Await.until(
                    server.label() + " has all its processes",
                    PATIENCE,
                    () -> server.processes().children().size() >= pool.processes());
        }
        if (contender instanceof Webserver) {
            Await.until(server.label() + " is ready", PATIENCE, server::saysItIsReady);
        }
        return server;
    }

    /** Starts a server and waits for nothing. */
    public synchronized RunningServer launch(Contender contender, Pool pool, Serving serving) throws IOException {
        Path folder = Files.createTempDirectory(
                work,
                contender.label().replace(' ', '-'),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        int port = FreePort.any();
        Process process = guarded(contender.prepare(folder, documents, port, pool, serving));
        RunningServer server = new RunningServer(contender, serving, port, process, folder);
        servers.add(server);
        return server;
    }

    /** Starts a client. */
    public synchronized Process client(ProcessBuilder builder) throws IOException {
        Process process = guarded(builder);
        clients.add(process);
        return process;
    }

    private Process guarded(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IllegalStateException("stopping");
        }
        Process process = guard.start(builder);
        process.onExit().thenAccept(this::forget).exceptionally(failure -> null);
        return process;
    }

    private synchronized void forget(Process process) {
        if (!closed) {
            guard.forget(process);
            clients.remove(process);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        clients.forEach(Process::destroyForcibly);
        servers.reversed().stream().filter(RunningServer::isAlive).forEach(RunningServer::close);
        guard.close();
    }

    /** Copies what the servers have logged into a folder. */
    public synchronized void keepLogs(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (RunningServer server : servers) {
            Files.writeString(folder.resolve(server.label().replace(' ', '-') + ".log"), server.log());
        }
    }
}
