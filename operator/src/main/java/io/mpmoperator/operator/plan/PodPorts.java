package io.mpmoperator.operator.plan;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Adjustment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ports that a configuration names, as those of the pod: HTTP has one and HTTPS another, and one of them is open. */
final class PodPorts {

    private static final String CODE = "port-mapped";
    private static final int HTTPS = 443;

    private final boolean tls;
    private final Set<Integer> secure = new HashSet<>(List.of(HTTPS, PodLayout.HTTPS_PORT));
    private final List<Adjustment> adjustments;

    private PodPorts(boolean tls, List<Adjustment> adjustments) {
        this.tls = tls;
        this.adjustments = adjustments;
    }

    /**
     * The virtual hosts of a site with the pod's ports.
     *
     * @param adjustments told which ports are others
     */
    static Tree mapped(Tree site, WrittenLines written, boolean tls, List<Adjustment> adjustments) {
        PodPorts ports = new PodPorts(tls, adjustments);
        written.named("Listen").forEach(ports::listen);
        return new Tree(
                Certificates.without(site.nodes()).stream().map(ports::mapped).toList());
    }

    private void listen(Line line) {
        int port = port(line.arguments().getFirst());
        if (line.arguments().getLast().equalsIgnoreCase("https")) {
            secure.add(port);
        }
        tell(port, WrittenLines.text(line));
    }

    private void tell(int port, String what) {
        int mapped = mapped(port);
        if (mapped != open()) {
            adjustments.add(new Adjustment(
                    CODE,
                    tls
                            ? "%s is not served: with spec.tls, HTTPS alone is, on port %d of the pod"
                                    .formatted(what, open())
                            : "%s is not served: without spec.tls, HTTP alone is, on port %d of the pod"
                                    .formatted(what, open())));
        } else if (mapped != port) {
            adjustments.add(new Adjustment(CODE, "%s is port %d of the pod".formatted(what, mapped)));
        }
    }

    private int open() {
        return tls ? PodLayout.HTTPS_PORT : PodLayout.HTTP_PORT;
    }

    private int mapped(int port) {
        return secure.contains(port) ? PodLayout.HTTPS_PORT : PodLayout.HTTP_PORT;
    }

    private Node mapped(Node node) {
        if (!(node instanceof Section section) || !section.name().equalsIgnoreCase("VirtualHost")) {
            return node;
        }
        List<String> addresses = new ArrayList<>();
        for (String address : section.arguments()) {
            int port = port(address);
            if (port > 0) {
                tell(port, "<VirtualHost %s> of %s".formatted(address, section.at()));
            }
            addresses.add(port > 0 ? host(address) + ":" + mapped(port) : address);
        }
        return new Section(section.at(), section.name(), addresses, Certificates.without(section.children()));
    }

    private static String host(String address) {
        return address.substring(0, address.lastIndexOf(':'));
    }

    /** The port of an address, or of a port alone; 0 where there is none. */
    private static int port(String address) {
        String digits = address.substring(address.lastIndexOf(':') + 1);
        return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    }
}
