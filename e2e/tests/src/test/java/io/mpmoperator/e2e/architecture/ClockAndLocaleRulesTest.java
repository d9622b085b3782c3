package io.mpmoperator.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a process asks the machine that somebody may change while it runs, or that differs from machine to machine. */
class ClockAndLocaleRulesTest {

    private static final Path ROOT = Path.of(System.getProperty("local.root", "../.."));

    private static final JavaClasses SERVER =
            new ClassFileImporter().importPaths(List.of(Module.SERVER.classes(ROOT), Module.MODEL.classes(ROOT)));

    /** Where people or HTTP are told the time of day. */
    private static final Set<String> TELL_THE_TIME_OF_DAY = Set.of(
            "io.mpmoperator.server.log.Log",
            "io.mpmoperator.server.time.Timestamp",
            "io.mpmoperator.server.management.Endpoints",
            "io.mpmoperator.server.http.Codec",
            "io.mpmoperator.server.http.CurrentDate",
            "io.mpmoperator.server.http.HttpConnection",
            "io.mpmoperator.server.Main",
            "io.mpmoperator.server.accesslog.HostLogs",
            "io.mpmoperator.server.child.Responders",
            "io.mpmoperator.server.tls.PlainHttp",
            "io.mpmoperator.server.control.UrlCheck",
            "io.mpmoperator.server.management.StatusReport");

    private static DescribedPredicate<JavaMethodCall> readsTheTimeOfDay() {
        return DescribedPredicate.describe("reads the time of day", call -> {
            String method = call.getTarget().getOwner().getName() + "."
                    + call.getTarget().getName();
            return method.equals("java.lang.System.currentTimeMillis")
                    || (method.matches("java\\.time\\.\\w+\\.now")
                            && call.getTarget().getRawParameterTypes().isEmpty())
                    || method.matches("java\\.time\\.(Clock|InstantSource)\\.(system|tick)\\w*");
        });
    }

    @Test
    void durationsAreMeasuredByTheClockThatNobodySets() {
        noClasses()
                .that(DescribedPredicate.describe(
                        "do not tell the time of day", type -> !TELL_THE_TIME_OF_DAY.contains(type.getName())))
                .should()
                .callMethodWhere(readsTheTimeOfDay())
                .check(SERVER);
    }

    private static DescribedPredicate<JavaMethodCall> formatsByTheLocaleOfTheMachine() {
        return DescribedPredicate.describe("formats by the locale of the machine", call -> {
            boolean withoutLocale = call.getTarget().getRawParameterTypes().stream()
                    .noneMatch(type -> type.isEquivalentTo(Locale.class));
            return withoutLocale
                    && call.getTarget().getOwner().isEquivalentTo(String.class)
                    && Set.of("format", "formatted").contains(call.getTarget().getName());
        });
    }

    /** Elsewhere main sets the locale of formats; a child's is its handlers' own. */
    @Test
    void whatAChildWritesForMachinesIsNotFormattedByItsLocale() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.mpmoperator.server.child..",
                        "io.mpmoperator.server.content..",
                        "io.mpmoperator.server.event..",
                        "io.mpmoperator.server.http..",
                        "io.mpmoperator.server.log..",
                        "io.mpmoperator.server.prefork..",
                        "io.mpmoperator.server.scoreboard..",
                        "io.mpmoperator.server.worker..")
                .should()
                .callMethodWhere(formatsByTheLocaleOfTheMachine())
                .check(SERVER);
    }
}
