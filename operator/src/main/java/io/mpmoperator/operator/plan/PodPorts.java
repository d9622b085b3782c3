package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.ServiceSpec;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.conf.Listen;
import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Adjustment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ports that a configuration names, as those of the pod: HTTP has one and HTTPS another. Without TLS that of HTTP is open; with it
 * that of HTTPS, and that of HTTP where a virtual host is for it, which mostly redirects to the other.
 */
final class PodPorts {

    private static final String CODE = "port-mapped";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final Set<String> ANY = Set.of("*", "_default_");

    private final boolean tls;
    private final boolean serviceHasHttp;
    private final Set<Integer> secure = new HashSet<>(List.of(HTTPS, PodLayout.HTTPS_PORT));
    private final List<Adjustment> adjustments;
    private final Set<Integer> open = new LinkedHashSet<>();

    private PodPorts(WebServerSpec spec, List<Adjustment> adjustments) {
        this.tls = spec.tls() != null;
        this.serviceHasHttp = !tls || hasHttp(spec.service());
        this.adjustments = adjustments;
    }

    /**
     * What a configuration says, with the pod's ports.
     *
     * @param listens the ports that are open, that of HTTPS first
     * @param site with its virtual hosts at these ports
     */
    record Mapped(List<Listen> listens, Tree site) {}

    /** Whether a Service of a server with TLS has a port for HTTP too: not where that of HTTPS has its number. */
    static boolean hasHttp(@Nullable ServiceSpec service) {
        return service == null || service.port() == null || service.port() != HTTP;
    }

    /**
     * The ports of a pod, and the virtual hosts of a site at them.
     *
     * @param adjustments told which ports are others
     */
    static Mapped mapped(Tree site, WrittenLines written, WebServerSpec spec, List<Adjustment> adjustments) {
        PodPorts ports = new PodPorts(spec, adjustments);
        List<Line> lines = written.named("Listen").toList();
        lines.forEach(ports::learn);
        ports.open(site);
        lines.forEach(ports::listen);
        Tree mapped = new Tree(
                Certificates.without(site.nodes()).stream().map(ports::mapped).toList());
        return new Mapped(ports.listens(), mapped);
    }

    private void learn(Line line) {
        if (line.arguments().getLast().equalsIgnoreCase("https")) {
            secure.add(port(line.arguments().getFirst()));
        }
    }

    private void open(Tree site) {
        open.add(tls ? PodLayout.HTTPS_PORT : PodLayout.HTTP_PORT);
        if (tls && site.nodes().stream().anyMatch(this::isForHttp)) {
            open.add(PodLayout.HTTP_PORT);
            if (!serviceHasHttp) {
                adjustments.add(new Adjustment(
                        CODE,
                        "port %d of the pod is no port of the Service: spec.service.port %d is that of HTTPS"
                                .formatted(PodLayout.HTTP_PORT, HTTP)));
            }
        }
    }

    /** Whether a virtual host is for a port of HTTP at every address: none else is ever that of a pod. */
    private boolean isForHttp(Node node) {
        return node instanceof Section section
                && isHost(section)
                && section.arguments().stream()
                        .anyMatch(address -> hostPort(address) > 0
                                && ANY.contains(host(address))
                                && mapped(hostPort(address)) == PodLayout.HTTP_PORT);
    }

    private List<Listen> listens() {
        return open.size() == 1
                ? List.of(Listen.of(ListenAddress.port(open.iterator().next())))
                : open.stream()
                        .map(port -> new Listen(ListenAddress.port(port), port == PodLayout.HTTPS_PORT))
                        .toList();
    }

    private void listen(Line line) {
        tell(port(line.arguments().getFirst()), WrittenLines.text(line));
    }

    private void tell(int port, String what) {
        int mapped = mapped(port);
        if (!open.contains(mapped)) {
            adjustments.add(new Adjustment(
                    CODE,
                    tls
                            ? "%s is not served: with spec.tls, HTTPS alone is, on port %d of the pod, and HTTP where a <VirtualHost *:%d> is for it"
                                    .formatted(what, PodLayout.HTTPS_PORT, HTTP)
                            : "%s is not served: without spec.tls, HTTP alone is, on port %d of the pod"
                                    .formatted(what, PodLayout.HTTP_PORT)));
        } else if (mapped != port) {
            adjustments.add(new Adjustment(CODE, "%s is port %d of the pod".formatted(what, mapped)));
        }
    }

    private int mapped(int port) {
        return secure.contains(port) ? PodLayout.HTTPS_PORT : PodLayout.HTTP_PORT;
    }

    private Node mapped(Node node) {
        if (!(node instanceof Section section) || !isHost(section)) {
            return node;
        }
        List<String> addresses = new ArrayList<>();
        for (String address : section.arguments()) {
            int port = hostPort(address);
            if (port > 0) {
                tell(port, "<VirtualHost %s> of %s".formatted(address, section.at()));
            }
            addresses.add(port > 0 ? host(address) + ":" + mapped(port) : address);
        }
        return new Section(section.at(), section.name(), addresses, Certificates.without(section.children()));
    }

    private static boolean isHost(Section section) {
        return section.name().equalsIgnoreCase("VirtualHost");
    }

    /** The port of a virtual host's address; 0 where it has none. */
    private static int hostPort(String address) {
        return address.indexOf(':') < 0 ? 0 : port(address);
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
