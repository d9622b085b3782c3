package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * The virtual hosts: one alone is the server itself. Where one speaks HTTPS, those that do not are for redirects to it, which
 * an Ingress sends.
 */
final class Hosts {

    private static final String VIRTUAL_HOST = "VirtualHost";

    private final Draft draft;
    private final ImportReport report;

    Hosts(Draft draft, ImportReport report) {
        this.draft = draft;
        this.report = report;
    }

    List<Node> server(List<Node> nodes) {
        List<Section> hosts = new ArrayList<>(nodes.stream()
                .filter(node ->
                        node instanceof Section section && section.name().equalsIgnoreCase(VIRTUAL_HOST))
                .map(Section.class::cast)
                .toList());
        List<Node> server = new ArrayList<>(nodes);
        if (hosts.stream().anyMatch(Hosts::isSecure)) {
            List<Section> plain = hosts.stream().filter(host -> !isSecure(host)).toList();
            plain.forEach(host -> report.notTakenOver(
                    host, "pods speak HTTPS alone with spec.tls: let the Ingress redirect HTTP to it"));
            hosts.removeAll(plain);
            server.removeAll(plain);
            draft.part("tls").put("secretName", draft.name() + "-tls");
        }
        if (hosts.size() == 1) {
            Section host = hosts.getFirst();
            report.inForce(host, "the server itself, for every host");
            server.remove(host);
            host.children().stream().filter(child -> !isName(child)).forEach(server::add);
        }
        return server;
    }

    private static boolean isSecure(Section host) {
        return host.arguments().stream().anyMatch(address -> address.endsWith(":443") || address.endsWith(":8443"))
                || host.children().stream()
                        .anyMatch(child -> child.name().equalsIgnoreCase("SSLEngine")
                                && child.arguments().stream().anyMatch("on"::equalsIgnoreCase));
    }

    private static boolean isName(Node node) {
        return node instanceof Line line
                && (line.name().equalsIgnoreCase("ServerName") || line.name().equalsIgnoreCase("ServerAlias"));
    }
}
