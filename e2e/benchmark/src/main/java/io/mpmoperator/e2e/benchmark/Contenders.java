package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import io.mpmoperator.e2e.benchmark.contender.Serving;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Contenders side by side, each with workers for as many connections as the load has; only one is loaded at a time. */
record Contenders(List<RunningServer> servers) implements AutoCloseable {

    /** The connections of the load. */
    static final int CONNECTIONS = 64;

    static Contenders start(Launcher launcher, List<Contender> contenders, Serving serving) throws IOException {
        List<RunningServer> servers = new ArrayList<>();
        try {
            for (Contender contender : contenders) {
                servers.add(launcher.start(contender, contender.poolFor(CONNECTIONS), serving));
            }
        } catch (IOException | IllegalStateException e) {
            servers.forEach(RunningServer::close);
            throw e;
        }
        return new Contenders(List.copyOf(servers));
    }

    /** The same contenders once for each way of serving. */
    static Contenders start(Launcher launcher, List<Contender> contenders, List<Serving> servings) throws IOException {
        List<RunningServer> servers = new ArrayList<>();
        try {
            for (Serving serving : servings) {
                servers.addAll(start(launcher, contenders, serving).servers());
            }
        } catch (IOException | IllegalStateException e) {
            servers.forEach(RunningServer::close);
            throw e;
        }
        return new Contenders(List.copyOf(servers));
    }

    @Override
    public void close() {
        servers.reversed().forEach(RunningServer::close);
    }
}
