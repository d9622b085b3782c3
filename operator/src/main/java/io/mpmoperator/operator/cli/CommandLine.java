package io.mpmoperator.operator.cli;

import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param file path of the manifests, or - for standard input
 * @param json whether the answer is JSON
 */
record CommandLine(Command command, String file, boolean json) {

    static final String USAGE = """
            mpm-operator                               run the operator
            mpm-operator plan   -f FILE [-o table|json]  what each WebServer in FILE needs, and the other two modes beside it
            mpm-operator render -f FILE [-o yaml|json]   the manifests that the operator would apply
            mpm-operator help

            FILE may be - for standard input. Exit code 1 with the reason where a WebServer would be refused.
            """;

    enum Command {
        PLAN,
        RENDER,
        HELP
    }

    static CommandLine parse(List<String> words) throws UsageException {
        Command command = command(words.getFirst());
        String file = "";
        boolean json = false;
        for (int i = 1; i < words.size(); i += 2) {
            String value = valueOf(words, i);
            switch (words.get(i)) {
                case "-f", "--file" -> file = value;
                case "-o", "--output" -> json = json(command, value);
                default ->
                    throw new UsageException(
                            "'%s' is no option of %s%n%n%s".formatted(words.get(i), words.getFirst(), USAGE));
            }
        }
        if (file.isEmpty() && command != Command.HELP) {
            throw new UsageException("%s needs -f FILE%n%n%s".formatted(words.getFirst(), USAGE));
        }
        return new CommandLine(command, file, json);
    }

    private static Command command(String word) throws UsageException {
        return switch (word) {
            case "plan" -> Command.PLAN;
            case "render" -> Command.RENDER;
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

    private static boolean json(Command command, String format) throws UsageException {
        String text = command == Command.PLAN ? "table" : "yaml";
        if (!format.equals("json") && !format.equals(text)) {
            throw new UsageException("-o %s: %s and json are accepted".formatted(format, text));
        }
        return format.equals("json");
    }
}
