package io.mpmoperator.e2e.configurations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpmoperator.conf.Directives;
import io.mpmoperator.conf.Modules;
import io.mpmoperator.conf.SectionType;
import io.mpmoperator.e2e.benchmark.contender.Apache;
import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration may say whatever the modules of Apache know that IfModule finds: each of their directives is known here. */
@Tag("process")
class KnownDirectivesTest {

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    /** A line of what {@code apache2 -L} prints for each directive. */
    private static final Pattern NAME = Pattern.compile("(?m)^<?/?(\\w+) \\(\\w+\\.c\\)");

    /** What is read before there are directives. */
    private static final Set<String> OF_THE_READER = Set.of(
            "ifmodule",
            "ifdefine",
            "iffile",
            "ifdirective",
            "ifsection",
            "ifversion",
            "define",
            "undefine",
            "error",
            "include",
            "includeoptional");

    /** Programs have them, and sections that give providers other names. */
    private static final Set<String> WITHOUT =
            Set.of("cgipassauth", "cgivar", "authzprovideralias", "authnprovideralias");

    @TempDir
    private Path folder;

    @Test
    void knowsTheDirectivesOfItsModules() throws IOException {
        assumeTrue(ApacheProcess.isInstalled(), "apache2 is not installed");
        List<String> names = NAME.matcher(told())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertTrue(names.size() > 300, names.toString());
        assertEquals(List.of(), names.stream().filter(name -> !isKnown(name)).toList());
    }

    private static boolean isKnown(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return Directives.named(name).isPresent()
                || SectionType.named(name).isPresent()
                || OF_THE_READER.contains(plain)
                || WITHOUT.contains(plain);
    }

    private String told() throws IOException {
        Files.createDirectory(folder.resolve("logs"));
        Path file = Files.writeString(folder.resolve("apache2.conf"), "ServerRoot " + folder + "\n" + modules());
        Process process = new ProcessBuilder(Apache.PROGRAM.toString(), "-L", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String modules() throws IOException {
        try (Stream<Path> files = Files.list(MODULES)) {
            return files.sorted()
                    .map(file -> String.valueOf(file.getFileName()).replaceFirst("^mod_(.*)\\.so$", "$1_module"))
                    .filter(module -> Modules.has(module, Mode.EVENT))
                    .map(module -> "LoadModule %s %s/mod_%s.so\n"
                            .formatted(module, MODULES, module.replaceFirst("_module$", "")))
                    .collect(Collectors.joining());
        }
    }
}
