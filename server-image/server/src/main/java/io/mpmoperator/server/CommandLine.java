package io.mpmoperator.server;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The words after {@code webserver}.
 *
 * @param configuration the configuration file ({@code -c})
 * @param json whether {@code -o json} was said
 */
record CommandLine(Command command, Path configuration, boolean json) {

    static final String USAGE = """
            webserver run   -c webserver.conf             serve in the foreground
            webserver check -c webserver.conf             print the settings in force and every adjustment
            webserver plan  -c webserver.conf [-o json]   print processes, threads, connections and the memory they need
            """;

    private static final Path DEFAULT = Path.of("webserver.conf");

    /** What to do. */
    enum Command {
        RUN,
        CHECK,
        PLAN,
        HELP
    }

    /** The words cannot be understood. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message + "\n" + USAGE.stripTrailing());
        }
    }

    static CommandLine parse(String[] words) throws UsageException {
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(words));
        Command command = command(rest.poll());
        Path configuration = DEFAULT;
        boolean json = false;
        while (!rest.isEmpty()) {
            String word = rest.remove();
            switch (word) {
                case "-c" -> configuration = Path.of(argument(word, rest));
                case "-o" -> json = format(argument(word, rest));
                default ->
                    throw new UsageException("'" + word + "' is not an option of webserver; accepted are -c and -o");
            }
        }
        if (json && command != Command.PLAN) {
            throw new UsageException("-o json belongs to webserver plan");
        }
        return new CommandLine(command, configuration, json);
    }

    private static Command command(@org.jspecify.annotations.Nullable String word) throws UsageException {
        return switch (word) {
            case "run" -> Command.RUN;
            case "check" -> Command.CHECK;
            case "plan" -> Command.PLAN;
            case "help", "-h", "--help" -> Command.HELP;
            case null -> throw new UsageException("a command is missing; accepted are run, check and plan");
            default -> throw new UsageException("'" + word + "' is not a command; accepted are run, check and plan");
        };
    }

    private static String argument(String option, Deque<String> rest) throws UsageException {
        if (rest.isEmpty()) {
            throw new UsageException(option + " needs a value");
        }
        return rest.remove();
    }

    private static boolean format(String name) throws UsageException {
        return switch (name) {
            case "json" -> true;
            case "table" -> false;
            default -> throw new UsageException("-o " + name + " is not a format; accepted are table and json");
        };
    }
}
