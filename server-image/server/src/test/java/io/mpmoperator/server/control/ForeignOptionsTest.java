package io.mpmoperator.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.nativecalls.Posix.Environment;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeignOptionsTest {

    private static ForeignOptions of(Map<String, String> environment) {
        return ForeignOptions.of(name -> Optional.ofNullable(environment.get(name)));
    }

    private static String told(ForeignOptions options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        options.tell(new Log(out, LogLevel.INFO, Clock.systemUTC()));
        return out.toString(UTF_8).replaceAll("^.* event=", "event=").strip();
    }

    @Test
    void saysInOneLineWhatWasDroppedAndWhatContradictsThePlan() {
        ForeignOptions options = of(Map.of(
                "WEBSERVER_DROPPED_JAVA_TOOL_OPTIONS", " -javaagent:/otel/javaagent.jar -Dotel.headers=key=secret ",
                "WEBSERVER_DROPPED__JAVA_OPTIONS", "-Xmx4g -XX:+UseG1GC"));
        assertEquals(
                "event=java-options-dropped variables=\"JAVA_TOOL_OPTIONS _JAVA_OPTIONS\""
                        + " options=\"-javaagent:/otel/javaagent.jar -Dotel.headers=... -Xmx4g -XX:+UseG1GC\""
                        + " contradictingThePlan=\"-Xmx4g -XX:+UseG1GC\""
                        + " reason=\"the memory of every process is planned, without agents and options of others\"",
                told(options));
    }

    @Test
    void saysSoOfWhatNoLauncherHasTakenOut() {
        assertTrue(told(of(Map.of("JDK_JAVA_OPTIONS", "-verbose"))).contains("variables=JDK_JAVA_OPTIONS"));
    }

    @Test
    void saysNothingWhereThereIsNothing() {
        assertEquals("", told(of(Map.of("WEBSERVER_DROPPED__JAVA_OPTIONS", "", "JAVA_TOOL_OPTIONS", " "))));
    }

    @Test
    void noChildGetsAny() {
        Environment environment = of(Map.of("JAVA_TOOL_OPTIONS", "-Xmx4g")).childEnvironment(Map.of("A", "b"));
        assertTrue(environment.without().containsAll(ForeignOptions.VARIABLES));
        assertFalse(environment.with().containsKey("JAVA_TOOL_OPTIONS"));
        assertEquals("b", environment.with().get("A"));
    }

    @Test
    void aTrialsChildrenGetItsOwn() {
        String own = "-XX:NativeMemoryTracking=summary";
        ForeignOptions options = of(Map.of(ForeignOptions.TRIAL_VARIABLE, own, "JAVA_TOOL_OPTIONS", own));
        assertEquals(own, options.childEnvironment(Map.of()).with().get("JAVA_TOOL_OPTIONS"));
        assertEquals("", told(options));
    }
}
