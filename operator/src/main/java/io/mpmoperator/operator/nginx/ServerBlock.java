package io.mpmoperator.operator.nginx;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server of nginx as a virtual host. nginx takes one location for a URL, and of its fields those of the innermost block
 * alone; Apache merges what is said anywhere. So each location takes back what is said around it and not in it.
 */
final class ServerBlock {

    private static final String HEADER = "add_header";

    private final Notes notes;
    private final Mapping mapping;
    private final Redirections redirections;

    ServerBlock(Notes notes) {
        this.notes = notes;
        this.mapping = new Mapping(notes);
        this.redirections = new Redirections(notes);
    }

    /**
     * The server as a virtual host.
     *
     * @param around the directives that it inherits
     */
    Section translate(List<Statement> around, Statement server) {
        List<Statement> statements =
                Stream.concat(around.stream(), server.block().stream()).toList();
        return new Section(server.at(), "VirtualHost", addresses(server), lines(statements));
    }

    private static List<String> addresses(Statement server) {
        List<String> addresses = server.block().stream()
                .filter(statement -> statement.name().equals("listen"))
                .map(ServerBlock::port)
                .filter(port -> port.matches("[0-9]{1,5}"))
                .map(port -> "*:" + port)
                .distinct()
                .toList();
        return addresses.isEmpty() ? List.of("*:80") : addresses;
    }

    /** Whichever port speaks TLS is that of HTTPS. */
    private static String port(Statement listen) {
        return listen.arguments().contains("ssl") ? "443" : listen.argument(0).replaceAll("^.*:", "");
    }

    /** All directives of a server. */
    List<Node> lines(List<Statement> statements) {
        List<Statement> locations = new ArrayList<>();
        List<Statement> own = new ArrayList<>();
        for (Statement statement : statements) {
            if (!statement.name().equals("location")) {
                own.add(statement);
            } else if (Place.of(statement).isEverywhere()) {
                own.addAll(statement.block());
            } else {
                locations.add(statement);
            }
        }
        boolean rootHasFields = statements.stream()
                .filter(statement -> statement.name().equals("location"))
                .filter(statement -> Place.of(statement).isEverywhere())
                .anyMatch(statement ->
                        statement.block().stream().anyMatch(one -> one.name().equals(HEADER)));
        List<Statement> inherited = statements.stream()
                .filter(statement -> statement.name().equals(HEADER))
                .toList();
        List<Statement> everywhere = own.stream()
                .filter(statement -> statement.name().equals(HEADER))
                .filter(field -> !rootHasFields || !inherited.contains(field))
                .toList();
        own.removeIf(statement -> statement.name().equals(HEADER));
        own.addAll(everywhere);
        List<Node> nodes = new ArrayList<>(nodes(own, Place.EVERYWHERE));
        for (Statement location : flat(locations)) {
            nodes.addAll(location(location, new Outside(own, inherited, everywhere)));
        }
        return withEngine(nodes);
    }

    /**
     * What is said around a location.
     *
     * @param own all of the server and of its location /
     * @param inherited the fields that a location without fields has
     * @param everywhere the fields that are written for all of the server
     */
    private record Outside(List<Statement> own, List<Statement> inherited, List<Statement> everywhere) {

        /** Whether the server says the very same. */
        boolean repeats(Statement statement) {
            return own.stream().anyMatch(outer -> outer.words().equals(statement.words()));
        }

        boolean says(String name) {
            return own.stream().anyMatch(statement -> statement.name().equals(name));
        }
    }

    /** Locations within locations beside them. */
    private static List<Statement> flat(List<Statement> locations) {
        List<Statement> flat = new ArrayList<>();
        for (Statement location : locations) {
            flat.add(location);
            flat.addAll(flat(location.block().stream()
                    .filter(inner -> inner.name().equals("location"))
                    .toList()));
        }
        return flat;
    }

    private List<Node> location(Statement location, Outside outside) {
        Place place = Place.of(location);
        if (place.path().startsWith("@")) {
            notes.lose(location, "a named location is reached by no URL: FallbackResource names a path");
            return List.of();
        }
        List<Statement> statements = location.block().stream()
                .filter(statement -> !statement.name().equals("location")
                        && !statement.name().equals(HEADER))
                .filter(statement -> !statement.name().equals("root") || !outside.repeats(statement))
                .toList();
        List<Node> nodes = nodes(statements, place);
        List<Node> outer =
                new ArrayList<>(nodes.stream().filter(ServerBlock::isOfServer).toList());
        List<Node> inner = new ArrayList<>(takenBack(location, outside));
        nodes.stream().filter(node -> !isOfServer(node)).forEach(inner::add);
        if (!inner.isEmpty() && outer.stream().noneMatch(ServerBlock::ends)) {
            outer.add(place.section(location, inner));
        }
        return outer;
    }

    /** What Apache takes for whole servers alone, or what means another path in a section. */
    private static boolean isOfServer(Node node) {
        return node instanceof Line line
                && (line.name().startsWith("Rewrite")
                        || line.name().startsWith("Redirect")
                        || line.name().equals("Alias"));
    }

    private static boolean ends(Node node) {
        return node.name().startsWith("Redirect");
    }

    private List<Node> takenBack(Statement location, Outside outside) {
        List<Statement> fields = location.block().stream()
                .filter(statement -> statement.name().equals(HEADER))
                .toList();
        List<Statement> effective = fields.isEmpty() ? outside.inherited() : fields;
        List<Node> nodes = new ArrayList<>();
        if (outside.says("try_files") && !says(location, "try_files")) {
            nodes.add(Place.line(location, "FallbackResource", "disabled"));
        }
        if (outside.says("expires") && !says(location, "expires")) {
            nodes.add(Place.line(location, "ExpiresActive", "Off"));
        }
        Map<String, Statement> gone = new LinkedHashMap<>();
        outside.everywhere().forEach(field -> gone.put(field.argument(0), field));
        effective.forEach(field -> gone.remove(field.argument(0)));
        gone.values().forEach(field -> nodes.add(mapping.unset(location, field)));
        effective.stream()
                .filter(field -> !outside.everywhere().contains(field))
                .map(mapping::header)
                .flatMap(Optional::stream)
                .forEach(nodes::add);
        return nodes;
    }

    private static boolean says(Statement location, String name) {
        return location.block().stream().anyMatch(statement -> statement.name().equals(name));
    }

    private List<Node> nodes(List<Statement> statements, Place place) {
        List<Node> nodes = new ArrayList<>();
        List<Statement> access = new ArrayList<>();
        for (Statement statement : statements) {
            switch (statement.name()) {
                case "allow", "deny" -> access.add(statement);
                case "return", "rewrite", "if" -> nodes.addAll(redirections.translate(statement, place));
                default -> nodes.addAll(mapping.translate(statement, place));
            }
        }
        if (!access.isEmpty()) {
            nodes.addAll(Access.lines(access, notes));
        }
        return nodes;
    }

    /** One directive switches all rules of the server on. */
    private static List<Node> withEngine(List<Node> nodes) {
        List<Node> all = new ArrayList<>(nodes);
        nodes.stream()
                .filter(node -> node.name().startsWith("Rewrite"))
                .findFirst()
                .ifPresent(first -> all.add(all.indexOf(first), new Line(first.at(), "RewriteEngine", List.of("On"))));
        return all;
    }
}
