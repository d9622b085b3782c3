package io.mpmoperator.e2e.benchmark;

import io.mpmoperator.e2e.benchmark.contender.Contender;
import io.mpmoperator.e2e.benchmark.contender.Launcher;
import io.mpmoperator.e2e.benchmark.contender.RunningServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All contenders side by side, each with workers for as many connections as the load has; only one is loaded at a time. */
record Field(List<RunningServer> servers) implements AutoCloseable {

    /** The connections of the load. */
    static final int CONNECTIONS = 64;

    static Field start(Launcher launcher) throws IOException {
        List<RunningServer> servers = new ArrayList<>();
        for (Contender contender : Contender.all()) {
            servers.add(launcher.start(contender, contender.poolFor(CONNECTIONS)));
        }
        return new Field(List.copyOf(servers));
    }

    @Override
    public void close() {
        servers.reversed().forEach(RunningServer::close);
    }
}
