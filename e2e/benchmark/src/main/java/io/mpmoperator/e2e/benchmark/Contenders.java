package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All contenders side by side, each with workers for as many connections as the load has; only one is loaded at a time. */
record Contenders(List<RunningServer> servers) implements AutoCloseable {

    /** The connections of the load. */
    static final int CONNECTIONS = 64;

    static Contenders start(Launcher launcher) throws IOException {
        List<RunningServer> servers = new ArrayList<>();
        for (Contender contender : Contender.all()) {
            servers.add(launcher.start(contender, contender.poolFor(CONNECTIONS)));
        }
        return new Contenders(List.copyOf(servers));
    }

    @Override
    public void close() {
        servers.reversed().forEach(RunningServer::close);
    }
}
