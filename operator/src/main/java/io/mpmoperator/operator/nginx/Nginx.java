package io.mpmoperator.operator.nginx;

import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.conf.tree.SyntaxException;
import io.mpmoperator.conf.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/** From a configuration of nginx to one of Apache that does the same. */
public final class Nginx {

    private Nginx() {}

    /**
     * What came of it.
     *
     * @param tree in Apache's directives, a virtual host for each server
     * @param idle what needs no directive here, with the reason
     * @param lost what is not taken over, and what to do instead
     */
    public record Translated(Tree tree, List<Remark> idle, List<String> lost) {}

    /** Whether a text is in nginx's syntax: a directive of it ends with a semicolon or opens a block. */
    public static boolean isMeant(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .findFirst()
                .filter(line ->
                        !line.startsWith("<") && (line.endsWith(";") || line.endsWith("{") || line.endsWith("}")))
                .isPresent();
    }

    /**
     * Says a text in Apache's directives.
     *
     * @throws SyntaxException for what is none of nginx's configurations
     */
    public static Translated translate(String file, String text) throws SyntaxException {
        Notes notes = new Notes();
        List<Node> nodes = new ArrayList<>();
        List<Statement> servers = new ArrayList<>();
        List<Statement> around = new ArrayList<>();
        collect(StatementReader.read(file, text), servers, around);
        for (Statement server : servers) {
            nodes.add(new ServerBlock(notes).translate(around, server));
        }
        if (servers.isEmpty()) {
            nodes.addAll(new ServerBlock(notes).lines(around));
        }
        return new Translated(new Tree(nodes), notes.idle(), notes.lost());
    }

    private static void collect(List<Statement> statements, List<Statement> servers, List<Statement> around) {
        for (Statement statement : statements) {
            switch (statement.name()) {
                case "http" -> collect(statement.block(), servers, around);
                case "server" -> servers.add(statement);
                default -> around.add(statement);
            }
        }
    }
}
