package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.SectionType;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The virtual hosts: one alone is the server itself, as is a single one with TLS beside those that redirect to it and beside itself at
 * a port of HTTP. What is said of certificates becomes {@code spec.tls}.
 */
final class Hosts {

    /** What a virtual host may say that only redirects. */
    private static final Pattern OF_REDIRECTS = Pattern.compile(
            "(?i)ServerName|ServerAlias|ServerAdmin|DocumentRoot|ErrorLog|CustomLog|LogLevel|Redirect.*|Rewrite.*");

    private final Draft draft;
    private final ImportReport report;

    /** Those at a port of HTTP that are at one of HTTPS too. */
    private final List<Section> twins = new ArrayList<>();

    Hosts(Draft draft, ImportReport report) {
        this.draft = draft;
        this.report = report;
    }

    List<Node> server(List<Node> written) {
        List<Node> nodes = written.stream().flatMap(this::parted).toList();
        List<Section> hosts =
                nodes.stream().filter(Hosts::isHost).map(Section.class::cast).toList();
        List<Section> secure = hosts.stream().filter(Hosts::isSecure).toList();
        List<Section> plain = hosts.stream().filter(host -> !isSecure(host)).toList();
        if (secure.isEmpty()) {
            return hosts.size() == 1 ? asServer(nodes, hosts.getFirst()) : nodes;
        }
        if (secure.size() == 1 && plain.stream().allMatch(host -> twins.contains(host) || redirects(host))) {
            draft.part("tls").put("secretName", draft.name() + "-tls");
            return asServer(nodes.stream().map(this::inheriting).toList(), secure.getFirst());
        }
        List<Section> certified = new HostCertificates(draft, report).taken(secure, hasCertificate(nodes));
        return nodes.stream()
                .map(node -> node instanceof Section host && secure.contains(host)
                        ? certified.get(secure.indexOf(host))
                        : node)
                .toList();
    }

    /** A virtual host at a port of HTTP and at one of HTTPS is two, one of them without what is said of TLS. */
    private Stream<Node> parted(Node node) {
        if (!(node instanceof Section host) || !isHost(host) || speaksTls(host)) {
            return Stream.of(node);
        }
        List<String> secure = host.arguments().stream().filter(Hosts::isOfHttps).toList();
        List<String> plain =
                host.arguments().stream().filter(address -> !isOfHttps(address)).toList();
        if (secure.isEmpty() || plain.isEmpty()) {
            return Stream.of(node);
        }
        List<Node> withoutTls = host.children().stream()
                .filter(child -> !child.name().regionMatches(true, 0, "SSL", 0, 3))
                .toList();
        Section twin = new Section(host.at(), host.name(), plain, withoutTls);
        twins.add(twin);
        return Stream.of(twin, new Section(host.at(), host.name(), secure, host.children()));
    }

    /** Beside the server itself its twin has from it all but the rewriting. */
    private Node inheriting(Node node) {
        return node instanceof Section twin && twins.contains(twin)
                ? new Section(
                        twin.at(),
                        twin.name(),
                        twin.arguments(),
                        twin.children().stream()
                                .filter(child -> isName(child) || child.name().matches("(?i)Rewrite.*"))
                                .toList())
                : node;
    }

    private static boolean hasCertificate(List<Node> nodes) {
        return nodes.stream().anyMatch(node -> node.name().equalsIgnoreCase("SSLCertificateFile"));
    }

    private List<Node> asServer(List<Node> nodes, Section host) {
        report.inForce(host, "the server itself, for every host");
        List<Node> server = new ArrayList<>(nodes);
        server.remove(host);
        host.children().stream().filter(child -> !isName(child)).forEach(server::add);
        return server;
    }

    private static boolean isHost(Node node) {
        return node instanceof Section section && SectionType.VIRTUAL_HOST_SECTION.is(section);
    }

    /** Whether a virtual host sends all its clients elsewhere: what is said of the server then changes nothing for them. */
    private static boolean redirects(Section host) {
        return host.arguments().stream().allMatch(address -> address.matches(".*:[0-9]+"))
                && host.children().stream()
                        .allMatch(child -> child instanceof Line
                                && OF_REDIRECTS.matcher(child.name()).matches())
                && host.children().stream().anyMatch(child -> child.name().matches("(?i)Redirect.*|RewriteRule"));
    }

    private static boolean isSecure(Section host) {
        return host.arguments().stream().anyMatch(Hosts::isOfHttps) || speaksTls(host);
    }

    private static boolean isOfHttps(String address) {
        return address.endsWith(":443") || address.endsWith(":8443");
    }

    private static boolean speaksTls(Section host) {
        return host.children().stream()
                .anyMatch(child -> child.name().equalsIgnoreCase("SSLEngine")
                        && child.arguments().stream().anyMatch("on"::equalsIgnoreCase));
    }

    private static boolean isName(Node node) {
        return node instanceof Line line
                && (line.name().equalsIgnoreCase("ServerName") || line.name().equalsIgnoreCase("ServerAlias"));
    }
}
