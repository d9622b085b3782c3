package io.mpmoperator.operator.cli;

import io.mpmoperator.footprint.Flavor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param file path of the manifests, or - for standard input
 * @param json whether the output is JSON
 * @param url the address that is to answer
 * @param defaultFlavor the flavor of WebServers that name none; where it is not given, the operator's default
 * @param files paths of the configurations to import
 * @param name what the imported WebServer is called; empty where it is not given
 */
record CommandLine(
        Command command,
        String file,
        boolean json,
        String url,
        Optional<Flavor> defaultFlavor,
        List<String> files,
        String name) {

    static final String USAGE = """
            mpm-operator                               run the operator
            mpm-operator plan   -f FILE [-o table|json]  what each WebServer in FILE needs, and the other two modes beside it
            mpm-operator render -f FILE [-o yaml|json]   the manifests that the operator would apply
            mpm-operator import FILE... [--name NAME]    the WebServer that does what a configuration of httpd or nginx and .htaccess
                                                         files do, and on standard error what became of each directive
            mpm-operator await  -u URL                   wait, a minute at most, until URL answers 200
            mpm-operator help

            FILE may be - for standard input. With --default-flavor jvm|native, plan and render take a WebServer without spec.flavor
            as an operator does whose chart has that serverImage.defaultFlavor; without it, MPM_DEFAULT_FLAVOR decides, or jvm. Exit code 1 with the reason where a WebServer would be refused.
            """;

    enum Command {
        PLAN,
        RENDER,
        AWAIT,
        IMPORT,
        HELP
    }

    static CommandLine parse(List<String> words) throws UsageException {
        Command command = command(words.getFirst());
        if (command == Command.IMPORT) {
            return ofImport(words);
        }
        String file = "";
        String url = "";
        boolean json = false;
        Optional<Flavor> defaultFlavor = Optional.empty();
        for (int i = 1; i < words.size(); i += 2) {
            String value = valueOf(words, i);
            switch (words.get(i)) {
                case "-f", "--file" -> file = value;
                case "-u", "--url" -> url = value;
                case "-o", "--output" -> json = json(command, value);
                case "--default-flavor" -> defaultFlavor = Optional.of(flavor(words.get(i), value));
                default ->
                    throw new UsageException(
                            "'%s' is no option of %s%n%n%s".formatted(words.get(i), words.getFirst(), USAGE));
            }
        }
        Optional<String> missing = switch (command) {
            case PLAN, RENDER -> file.isEmpty() ? Optional.of("-f FILE") : Optional.empty();
            case AWAIT -> url.isEmpty() ? Optional.of("-u URL") : Optional.empty();
            case HELP, IMPORT -> Optional.empty();
        };
        if (missing.isPresent()) {
            throw new UsageException("%s needs %s%n%n%s".formatted(words.getFirst(), missing.get(), USAGE));
        }
        return new CommandLine(command, file, json, url, defaultFlavor, List.of(), "");
    }

    private static CommandLine ofImport(List<String> words) throws UsageException {
        List<String> files = new ArrayList<>();
        String name = "";
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equals("--name")) {
                name = valueOf(words, i);
                i++;
            } else if (words.get(i).startsWith("-")) {
                throw new UsageException("'%s' is no option of import%n%n%s".formatted(words.get(i), USAGE));
            } else {
                files.add(words.get(i));
            }
        }
        if (files.isEmpty()) {
            throw new UsageException("import needs FILE%n%n%s".formatted(USAGE));
        }
        return new CommandLine(Command.IMPORT, "", false, "", Optional.empty(), files, name);
    }

    private static Command command(String word) throws UsageException {
        return switch (word) {
            case "plan" -> Command.PLAN;
            case "render" -> Command.RENDER;
            case "await" -> Command.AWAIT;
            case "import" -> Command.IMPORT;
            case "help", "-h", "--help" -> Command.HELP;
            default -> throw new UsageException("'%s' is no command%n%n%s".formatted(word, USAGE));
        };
    }

    private static String valueOf(List<String> words, int option) throws UsageException {
        if (option + 1 >= words.size()) {
            throw new UsageException("%s needs a value%n%n%s".formatted(words.get(option), USAGE));
        }
        return words.get(option + 1);
    }

    private static Flavor flavor(String option, String value) throws UsageException {
        return Flavor.of(value)
                .orElseThrow(() -> new UsageException("%s %s: jvm and native are accepted".formatted(option, value)));
    }

    private static boolean json(Command command, String format) throws UsageException {
        String text = command == Command.PLAN ? "table" : "yaml";
        if (!format.equals("json") && !format.equals(text)) {
            throw new UsageException("-o %s: %s and json are accepted".formatted(format, text));
        }
        return format.equals("json");
    }
}
