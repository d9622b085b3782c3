package io.mpmoperator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedTestsTest {

    /** Run by the test below alone. */
    static class Samples {

        private static final String RUN = "skipped-tests.samples";

        @Test
        void passes() {}

        @Test
        @EnabledIfSystemProperty(named = "no.such.property", matches = ".+", disabledReason = "set it to anything")
        void isDisabled() {}

        @Test
        void assumesWithoutAWord() {
            assumeTrue(System.getProperty(RUN) == null);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void assumes(String value) {
            assumeTrue(value.equals("a"), () -> "only a is there, not " + value);
        }
    }

    @Test
    void saysWhatIsSkippedAndWhy() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setProperty(Samples.RUN, "true");
        try {
            LauncherFactory.create(LauncherConfig.builder()
                            .enableTestExecutionListenerAutoRegistration(false)
                            .build())
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(Samples.class))
                                    .build(),
                            new SkippedTests(new PrintStream(printed, true, UTF_8)));
        } finally {
            System.clearProperty(Samples.RUN);
        }
        assertEquals(
                List.of(
                        "SKIPPED SkippedTestsTest$Samples.assumes [2] value = \"b\": only a is there, not b",
                        "SKIPPED SkippedTestsTest$Samples.assumesWithoutAWord: assumption is not true",
                        "SKIPPED SkippedTestsTest$Samples.isDisabled: System property [no.such.property] does not exist"
                                + " ==> set it to anything"),
                printed.toString(UTF_8).lines().sorted().toList());
    }
}
