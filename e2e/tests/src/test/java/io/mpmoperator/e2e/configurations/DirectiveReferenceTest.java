package io.mpmoperator.e2e.configurations;

import io.mpmoperator.conf.Context;
import io.mpmoperator.conf.Directive;
import io.mpmoperator.conf.DirectiveKind;
import io.mpmoperator.conf.Directives;
import io.mpmoperator.e2e.chart.GeneratedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of all directives, made of the registry. */
class DirectiveReferenceTest {

    private static final Path PAGE = Path.of(System.getProperty("local.root", "../.."), "docs/directives.md");

    @Test
    void theReferenceHasEveryDirective() throws IOException {
        GeneratedFile.holds(PAGE, page());
    }

    private static String page() {
        return """
                # Directives

                Names, contexts and defaults are Apache 2.4's, but for those that Apache has none of. Apache's other directives are refused,
                with their place in the file. `webserver check` names what is without effect.

                ## In force

                | directive | where | default | what it does |
                |---|---|---|---|
                """
                + rows(Directives.all().stream()
                        .filter(one -> one.use().inForce())
                        .toList())
                + """

                ## Without effect

                | directive | why |
                |---|---|
                """
                + reasons(DirectiveKind.Idle.class)
                + """

                ## Not supported

                | directive | instead |
                |---|---|
                """
                + reasons(DirectiveKind.Absent.class);
    }

    private static String rows(List<Directive> directives) {
        return directives.stream()
                .map(one -> "| `%s` %s%s | %s | %s | %s |\n"
                        .formatted(
                                one.name(),
                                cell(one.syntax()),
                                old(one),
                                where(one),
                                cell(one.defaultText()),
                                cell(one.documentation())))
                .collect(Collectors.joining());
    }

    private static String old(Directive directive) {
        return directive.oldNames().isEmpty() ? "" : " (once `" + String.join("`, `", directive.oldNames()) + "`)";
    }

    private static String where(Directive directive) {
        if (directive.contexts().equals(EnumSet.allOf(Context.class))) {
            return "everywhere"
                    + directive.override().map(one -> ", " + one.word()).orElse("");
        }
        return directive.contexts().stream()
                        .sorted()
                        .map(Context::words)
                        .map(word -> "`" + word + "`")
                        .collect(Collectors.joining(", "))
                + directive.override().map(one -> ", " + one.word()).orElse("");
    }

    private static String reasons(Class<? extends DirectiveKind> use) {
        return Directives.all().stream()
                .filter(one -> use.isInstance(one.use()))
                .map(one -> "| `%s` | %s |\n"
                        .formatted(one.name(), cell(one.documentation().replaceFirst("^[^:]*: ", ""))))
                .collect(Collectors.joining());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
