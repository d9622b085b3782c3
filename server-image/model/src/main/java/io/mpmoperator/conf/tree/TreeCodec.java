package io.mpmoperator.conf.tree;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A tree in binary, taken apart already: whoever reads it needs no lexer. */
public final class TreeCodec {

    private TreeCodec() {}

    /** Writes a tree for {@link #read}. */
    public static void write(Tree tree, DataOutputStream out) throws IOException {
        write(tree.nodes(), out);
    }

    private static void write(List<Node> nodes, DataOutputStream out) throws IOException {
        out.writeInt(nodes.size());
        for (Node node : nodes) {
            out.writeBoolean(node instanceof Section);
            out.writeUTF(node.at().file());
            out.writeInt(node.at().line());
            out.writeUTF(node.name());
            out.writeInt(node.arguments().size());
            for (String argument : node.arguments()) {
                out.writeUTF(argument);
            }
            switch (node) {
                case Line line -> out.writeUTF(line.raw());
                case Section section -> write(section.children(), out);
            }
        }
    }

    /** Reads what {@link #write} has written. */
    public static Tree read(DataInputStream in) throws IOException {
        return new Tree(nodes(in));
    }

    private static List<Node> nodes(DataInputStream in) throws IOException {
        List<Node> nodes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            boolean section = in.readBoolean();
            Position at = new Position(in.readUTF(), in.readInt());
            String name = in.readUTF();
            List<String> arguments = new ArrayList<>();
            for (int words = in.readInt(); words > 0; words--) {
                arguments.add(in.readUTF());
            }
            nodes.add(
                    section
                            ? new Section(at, name, arguments, nodes(in))
                            : new Line(at, name, arguments, in.readUTF()));
        }
        return nodes;
    }
}
