package io.mpmoperator.operator.cli;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.tree.SyntaxException;
import io.mpmoperator.operator.importer.Importer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Represent;
import org.yaml.snakeyaml.representer.Representer;

/** Prints the WebServer that does what configurations do, and what became of each of their directives. */
final class ImportCommand {

    private static final int LONGEST_NAME = 50;

    private final PrintStream out;
    private final PrintStream err;

    ImportCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void run(List<String> files, String name) throws UsageException {
        try {
            List<Path> paths = files.stream().map(Path::of).toList();
            Importer.Imported imported = Importer.read(name.isEmpty() ? nameOf(paths.getFirst()) : name, paths);
            out.print(yaml().dump(imported.manifest()));
            err.print(imported.report().text());
        } catch (ConfException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (SyntaxException e) {
            throw new UsageException(e.at() + ": " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw new UsageException("%s: this is no text in UTF-8".formatted(String.join(", ", files)));
        } catch (NoSuchFileException e) {
            throw new UsageException("%s: there is no such file".formatted(e.getFile()));
        } catch (IOException e) {
            throw new UsageException("%s: it cannot be read".formatted(e.getMessage()));
        }
    }

    /** The file's own name as Kubernetes takes names. */
    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.(conf|htaccess|template|vhost)$", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return name.isEmpty() ? "site" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static Yaml yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        return new Yaml(new Blocks(options), options);
    }

    /** A text of several lines is written as it is. */
    private static final class Blocks extends Representer {

        Blocks(DumperOptions options) {
            super(options);
            Represent usual = Objects.requireNonNull(representers.get(String.class));
            representers.put(
                    String.class, text -> text.toString().contains("\n") ? block(text) : usual.representData(text));
        }

        private Node block(Object text) {
            return representScalar(Tag.STR, text.toString(), DumperOptions.ScalarStyle.LITERAL);
        }
    }
}
