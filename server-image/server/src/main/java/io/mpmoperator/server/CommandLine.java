package io.mpmoperator.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The words after {@code webserver}.
 *
 * @param configuration the configuration file ({@code -c})
 * @param full whether {@code check --full} was said
 * @param json whether {@code -o json} was said
 * @param strict whether {@code check --strict} was said
 * @param url what {@code check --url} asks about
 * @param rest the words after a command that is a {@link Tool}'s
 */
record CommandLine(
        Command command,
        Path configuration,
        boolean full,
        boolean json,
        boolean strict,
        Optional<URI> url,
        List<String> rest) {

    static final String USAGE = """
        webserver run   -c webserver.conf             serve in the foreground
        webserver check -c webserver.conf             print the settings in force and every adjustment; with -o json,
                                                      what is adjusted or without effect; with --strict, end with 2 where
                                                      anything is
        webserver check --full -c webserver.conf      the same, and try it by a process that does all a child does
        webserver check --url URL -c webserver.conf   print what is in force for a URL: its virtual host, the sections that
                                                      are for it, the directives that result, and the response to a GET
        webserver plan  -c webserver.conf [-o json]   print processes, threads, connections and the memory they need
        webserver calibrate [-d LAYOUT] [-o FILE]     measure the memory of a build's processes on this machine
        webserver train                               make the AOT caches of this layout, by a run of its own
        """;

    private static final Path DEFAULT = Path.of("webserver.conf");

    /** What to do. */
    enum Command {
        RUN,
        CHECK,
        PLAN,
        CALIBRATE,
        TRAIN,
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
        if (command == Command.CALIBRATE || command == Command.TRAIN) {
            return new CommandLine(command, DEFAULT, false, false, false, Optional.empty(), List.copyOf(rest));
        }
        Path configuration = DEFAULT;
        Optional<String> output = Optional.empty();
        boolean full = false;
        boolean strict = false;
        Optional<URI> url = Optional.empty();
        while (!rest.isEmpty()) {
            String word = rest.remove();
            switch (word) {
                case "-c" -> configuration = Path.of(argument(word, rest));
                case "-o" -> output = Optional.of(argument(word, rest));
                case "--full" -> full = true;
                case "--strict" -> strict = true;
                case "--url" -> url = Optional.of(url(argument(word, rest)));
                default ->
                    throw new UsageException("'" + word
                            + "' is not an option of webserver; accepted are -c, -o, --full, --strict and --url");
            }
        }
        requireCheck(command, full, "--full");
        requireCheck(command, strict, "--strict");
        requireCheck(command, url.isPresent(), "--url");
        if (output.isPresent() && command != Command.PLAN && command != Command.CHECK) {
            throw new UsageException("-o belongs to webserver plan, check and calibrate");
        }
        String text = command == Command.CHECK ? "text" : "table";
        return new CommandLine(command, configuration, full, isJson(output.orElse(text), text), strict, url, List.of());
    }

    private static URI url(String text) throws UsageException {
        try {
            URI url = new URI(text);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new UsageException("--url: " + e.getMessage());
        }
        throw new UsageException(
                "--url: '" + text + "' has no scheme or no host; one such as http://shop.example/path is accepted");
    }

    private static void requireCheck(Command command, boolean said, String option) throws UsageException {
        if (said && command != Command.CHECK) {
            throw new UsageException(option + " belongs to webserver check");
        }
    }

    private static Command command(@org.jspecify.annotations.Nullable String word) throws UsageException {
        if (word == null) {
            throw new UsageException("a command is missing; accepted are run, check, plan, calibrate and train");
        }
        return switch (word) {
            case "run" -> Command.RUN;
            case "check" -> Command.CHECK;
            case "plan" -> Command.PLAN;
            case "calibrate" -> Command.CALIBRATE;
            case "train" -> Command.TRAIN;
            case "help", "-h", "--help" -> Command.HELP;
            default ->
                throw new UsageException(
                        "'" + word + "' is not a command; accepted are run, check, plan, calibrate and train");
        };
    }

    private static String argument(String option, Deque<String> rest) throws UsageException {
        if (rest.isEmpty()) {
            throw new UsageException(option + " needs a value");
        }
        return rest.remove();
    }

    private static boolean isJson(String name, String text) throws UsageException {
        if (!name.equals("json") && !name.equals(text)) {
            throw new UsageException("-o " + name + " is not a format; accepted are " + text + " and json");
        }
        return name.equals("json");
    }
}
