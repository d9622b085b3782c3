package io.mpmoperator.server.control;

import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.server.installation.Installation;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.management.ManagementServer;
import io.mpmoperator.server.management.ServerFacts;
import io.mpmoperator.server.nativecalls.Posix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Gets a generation what it serves with, and gives back what is needed no longer. */
final class Provisions {

    private final Posix posix;
    private final Installation installation;
    private final ServerFacts facts;
    private final Log log;
    private final int scoreboard;

    /**
     * Provisions of a server.
     *
     * @param scoreboard the descriptor of its memory
     */
    Provisions(Posix posix, Installation installation, ServerFacts facts, Log log, int scoreboard) {
        this.posix = posix;
        this.installation = installation;
        this.facts = facts;
        this.log = log;
        this.scoreboard = scoreboard;
    }

    /**
     * What the first generation serves with.
     *
     * @throws ConfigurationException when the management port cannot be had
     */
    Serving first(Generation generation, BoundPorts ports) throws ConfigurationException {
        return new Serving(generation, launcher(generation, ports), ports, management(generation, log));
    }

    /**
     * What a later one serves with: new sockets where its addresses are others, those of the running one where they are not.
     *
     * @throws ConfigurationException when an address cannot be had; everything is then as it was
     */
    Serving next(Generation next, Serving running) throws ConfigurationException {
        BoundPorts ports = BoundPorts.of(
                next.conf().addresses(), running.ports(), address -> listen(address, next, running), posix);
        try {
            return withManagement(next, ports, managementOf(next, running), running);
        } catch (ConfigurationException | RuntimeException e) {
            ports.closeAllBut(running.ports(), posix);
            throw e;
        }
    }

    private Serving withManagement(Generation next, BoundPorts ports, ManagementServer management, Serving running) {
        try {
            return new Serving(next, launcher(next, ports), ports, management);
        } catch (RuntimeException e) {
            if (!management.equals(running.management())) {
                management.close();
            }
            throw e;
        }
    }

    private int listen(ListenAddress address, Generation next, Serving running) throws ConfigurationException {
        refuseOwn("Listen", address, running);
        return Binding.listen(posix, address, next.queues());
    }

    private ManagementServer managementOf(Generation next, Serving running) throws ConfigurationException {
        if (next.conf().managementListen().equals(running.generation().conf().managementListen())) {
            return running.management();
        }
        refuseOwn("ManagementListen", next.conf().managementListen(), running);
        return management(next, log);
    }

    /** The kernel would say that the port is in use, and not by whom. */
    private static void refuseOwn(String directive, ListenAddress wanted, Serving running)
            throws ConfigurationException {
        List<ListenAddress> all = new ArrayList<>(running.generation().conf().addresses());
        all.add(running.generation().conf().managementListen());
        for (ListenAddress own : all) {
            if (wanted.collidesWith(own)) {
                throw new ConfigurationException(directive + " " + wanted + ": this server has the port itself, as "
                        + own + ", and cannot have it twice: another port is accepted, or stop and start it");
            }
        }
    }

    private ManagementServer management(Generation generation, Log log) throws ConfigurationException {
        ListenAddress address = generation.conf().managementListen();
        try {
            return ManagementServer.bind(Binding.address("ManagementListen", address), facts, log);
        } catch (IOException e) {
            boolean otherFamily = String.valueOf(e.getMessage()).endsWith("Unsupported address type");
            throw new ConfigurationException(
                    otherFamily
                            ? "ManagementListen " + address + ": cannot listen: " + Binding.NO_IPV6
                            : e.getMessage(),
                    e);
        }
    }

    private ChildLauncher launcher(Generation generation, BoundPorts ports) {
        return new ChildLauncher(posix, installation, ports.descriptors(), scoreboard, generation);
    }

    /** Gives back what a generation serves with, but for what another one needs. */
    void drop(Serving dropped, Serving kept) {
        dropped.launcher().close();
        dropped.ports().closeAllBut(kept.ports(), posix);
        if (!dropped.management().equals(kept.management())) {
            dropped.management().close();
        }
    }
}
