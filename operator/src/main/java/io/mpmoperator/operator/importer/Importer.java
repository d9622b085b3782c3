package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Position;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.SyntaxException;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.operator.nginx.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a WebServer of configurations: those of httpd, .htaccess files, and those of nginx. */
public final class Importer {

    private final ImportReport report = new ImportReport();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> ofFolder = new ArrayList<>();

    private Importer() {}

    /**
     * A WebServer, and what became of each directive.
     *
     * @param manifest the WebServer, as objects and lists
     */
    public record Imported(Map<String, Object> manifest, ImportReport report) {}

    /**
     * Reads the files, which are one site together.
     *
     * @param name the WebServer's name
     * @throws SyntaxException for a file that is no configuration
     * @throws ConfException for the same
     * @throws IOException for a file that cannot be read
     */
    public static Imported read(String name, List<Path> files) throws IOException, SyntaxException, ConfException {
        Importer importer = new Importer();
        for (Path file : files) {
            importer.read(file, Files.readString(file));
        }
        return importer.imported(name);
    }

    private void read(Path path, String text) throws SyntaxException, ConfException {
        String file = path.toString();
        if (Nginx.isMeant(text)) {
            Nginx.Translated translated = Nginx.translate(file, text);
            nodes.addAll(translated.tree().nodes());
            translated.idle().forEach(remark -> report.withoutEffect(remark.toString()));
            translated.lost().forEach(report::notTakenOver);
            return;
        }
        FilesBeside beside = new FilesBeside(path);
        Tree tree = ConfReader.asWritten(file, text, beside, Mode.EVENT);
        (isOfFolder(path) ? ofFolder : nodes).addAll(tree.nodes());
        beside.missing()
                .forEach(missing -> report.notTakenOver(
                        "%s: Include %s: there is no such file here: give the folder of the configuration too"
                                .formatted(file, missing)));
        beside.unknown()
                .forEach(variable ->
                        report.notTakenOver("%s: ${%s}: give it as env of container webserver in spec.podTemplate"
                                .formatted(file, variable)));
    }

    private static boolean isOfFolder(Path path) {
        return Optional.ofNullable(path.getFileName())
                .map(Path::toString)
                .filter(name -> name.startsWith(".ht") || name.endsWith("htaccess"))
                .isPresent();
    }

    private Imported imported(String name) {
        Draft draft = new Draft(name);
        AccessLogs.redefined(nodes).forEach(draft.formats()::add);
        List<Node> server = new Hosts(draft, report).server(nodes);
        Folders folders = Folders.of(server);
        List<Node> all = new ArrayList<>(AccessLogs.mapped(folders.mapped(server)));
        if (!ofFolder.isEmpty()) {
            Position at = ofFolder.getFirst().at();
            all.add(new Section(at, "Directory", List.of(Folders.CONTENT), ofFolder));
        }
        folders.tell(draft, report);
        new Distribution(draft, report).take(all);
        String text = new Acceptance(draft, report).text();
        return new Imported(draft.manifest(text), report);
    }
}
