package io.mpmoperator.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.CommandLine.Command;
import io.mpmoperator.server.CommandLine.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void understandsEachCommand() throws UsageException {
        assertEquals(
                new CommandLine(Command.RUN, Path.of("a.conf"), false, false, false, Optional.empty(), List.of()),
                parse("run", "-c", "a.conf"));
        assertEquals(
                new CommandLine(
                        Command.PLAN, Path.of("webserver.conf"), false, true, false, Optional.empty(), List.of()),
                parse("plan", "-o", "json"));
        assertEquals(
                List.of("-o", "x.properties"),
                parse("calibrate", "-o", "x.properties").rest());
        assertEquals(Command.TRAIN, parse("train").command());
        assertTrue(parse("check", "--full").full());
        assertTrue(parse("check", "--strict", "-o", "json").strict());
        assertTrue(parse("check", "-o", "json").json());
        assertEquals(Command.HELP, parse("--help").command());
    }

    @Test
    void refusesWhatItDoesNotUnderstandAndSaysWhatItWould() {
        assertRefused("a command is missing; accepted are run, check, plan, calibrate and train");
        assertRefused("'serve' is not a command; accepted are run, check, plan, calibrate and train", "serve");
        assertRefused("-o yaml is not a format; accepted are table and json", "plan", "-o", "yaml");
        assertRefused("-o belongs to webserver plan, check and calibrate", "run", "-o", "json");
        assertRefused("--full belongs to webserver check", "run", "--full");
        assertRefused("--strict belongs to webserver check", "plan", "--strict");
        assertRefused("-o table is not a format; accepted are text and json", "check", "-o", "table");
        assertRefused("-c needs a value", "run", "-c");
    }

    private static CommandLine parse(String... words) throws UsageException {
        return CommandLine.parse(words);
    }

    private static void assertRefused(String message, String... words) {
        String said = String.valueOf(
                assertThrows(UsageException.class, () -> parse(words)).getMessage());
        assertTrue(said.startsWith(message + "\n"), said);
    }
}
