package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ports that a configuration names, each once. Two directives for one port only whoever binds them would find. */
final class PortLines {

    private final List<Remark> remarks;
    private final List<Named> ports = new ArrayList<>();

    /** A port, and where it is named. */
    private record Named(Listen listen, Line line) {}

    PortLines(List<Remark> remarks) {
        this.remarks = remarks;
    }

    /**
     * Takes up a line of Listen.
     *
     * @throws ConfException for a port that another one listens on
     * @throws IllegalArgumentException for what is no port
     */
    void take(Line line) throws ConfException {
        List<String> words = line.arguments();
        Listen listen = words.size() > 1
                ? Listen.parse(words.getFirst(), words.get(1))
                : Listen.of(ListenAddress.parse(words.getFirst()));
        for (Named other : ports) {
            if (listen.isSameSocketAs(other.listen())) {
                remarks.add(new Remark(
                        line.at(),
                        Remark.Kind.ADJUSTED,
                        "Listen %s: the socket of Listen %s of %s takes connections over IPv4 and IPv6"
                                .formatted(listen, other.listen(), other.line().at())));
                return;
            }
            if (listen.address().collidesWith(other.listen().address())) {
                throw ConfException.at(
                        line.at(),
                        "Listen %s is the same port as Listen %s of %s: each port once is accepted"
                                .formatted(listen, other.listen(), other.line().at()));
            }
        }
        ports.add(new Named(listen, line));
    }

    /** A configuration with these ports, and with its own where none is named. */
    WebServerConf over(WebServerConf conf) {
        return ports.isEmpty()
                ? conf
                : conf.withListens(ports.stream().map(Named::listen).toList());
    }

    /** Refuses another directive's port that is one of these. */
    void requireNone(ListenAddress management, Optional<Line> written) throws ConfException {
        if (ports.isEmpty()) {
            requireNone(WebServerConf.DEFAULT_PORT, management, written);
        }
        for (Named port : ports) {
            requireNone(port.listen(), management, written.isPresent() ? written : Optional.of(port.line()));
        }
    }

    private static void requireNone(Listen listen, ListenAddress management, Optional<Line> at) throws ConfException {
        if (listen.address().collidesWith(management) && at.isPresent()) {
            throw ConfException.at(
                    at.get().at(),
                    "Listen %s and ManagementListen %s are the same port: two different ones are accepted"
                            .formatted(listen.address(), management));
        }
    }
}
