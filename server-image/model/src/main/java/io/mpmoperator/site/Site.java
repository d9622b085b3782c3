package io.mpmoperator.site;

import io.mpmoperator.rules.Rules;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * All that is said of URLs.
 *
 * @param server what is in force where no virtual host is chosen
 * @param hosts the virtual hosts, in the order of the file
 */
public record Site(Host server, List<Host> hosts) {

    public Site {
        hosts = List.copyOf(hosts);
    }

    /** A site of which nothing is said but by the process's own settings. */
    public static Site of(Rules own) {
        return new Site(new Host(List.of(), "", List.of(), own, List.of(), List.of()), List.of());
    }

    /** The server, and the virtual hosts after it. */
    public List<Host> all() {
        return Stream.concat(Stream.of(server), hosts.stream()).toList();
    }

    /**
     * The virtual host of a request. Those for the address of the connection come before those for any; among them the one with the
     * name is chosen, or else the first.
     *
     * @param address that the client has connected to, in figures
     * @param port that the client has connected to
     * @param host that the client asks for, with or without a port; empty where it names none
     */
    public Host choose(String address, int port, String host) {
        if (hosts.isEmpty()) {
            return server;
        }
        int closest = closest(address, port);
        if (closest < 0) {
            return server;
        }
        String name = withoutDot(Host.withoutPort(host).toLowerCase(Locale.ROOT));
        Host first = null;
        for (Host candidate : hosts) {
            if (closeness(candidate, address, port) == closest) {
                if (candidate.isNamed(name)) {
                    return candidate;
                }
                first = first == null ? candidate : first;
            }
        }
        return first == null ? server : first;
    }

    /** Whether virtual hosts are for some ports alone. */
    public boolean isDividedByPorts() {
        return hosts.stream().anyMatch(host -> !host.isForEveryPort());
    }

    /**
     * The part of it that is for a port. Where it is divided by no port, it is the same part for each.
     *
     * @param port 0 for any
     */
    public Site at(int port) {
        return isDividedByPorts()
                ? new Site(
                        server,
                        hosts.stream().filter(host -> host.isForPort(port)).toList())
                : this;
    }

    static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private int closest(String address, int port) {
        return hosts.stream()
                .mapToInt(host -> closeness(host, address, port))
                .max()
                .orElse(-1);
    }

    private static int closeness(Host host, String address, int port) {
        return host.addresses().stream()
                .mapToInt(one -> one.closeness(address, port))
                .max()
                .orElse(-1);
    }
}
