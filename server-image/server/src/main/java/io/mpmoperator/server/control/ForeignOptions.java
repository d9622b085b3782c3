package io.mpmoperator.server.control;

import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.nativecalls.Posix.Environment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Options that the environment has for every Java, agents of a mutating webhook for example. No process of this server takes
 * them: an agent does not fit the heap of the control process, and what sets memory or the collector contradicts the plan
 * that the children's options follow from. {@code bin/webserver} takes them out of the environment before the JVM starts,
 * which reads them before any code runs, and leaves them in variables of another name.
 *
 * @param options by the variable that they were given in
 * @param trial options that {@code webserver calibrate} gives all its JVMs
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/man/java.html#using-the-jdk_java_options-launcher-environment-variable">java, JDK_JAVA_OPTIONS</a>
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/jvmti.html#tooloptions">JVM TI, JAVA_TOOL_OPTIONS</a>
 */
public record ForeignOptions(Map<String, String> options, Optional<String> trial) {

    /** The variable by which {@code webserver calibrate} gives options to all JVMs of a trial. */
    public static final String TRIAL_VARIABLE = "WEBSERVER_TRIAL_OPTIONS";

    private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** In the order in which a JVM takes them: the last wins. */
    static final List<String> VARIABLES = List.of(TOOL_OPTIONS, "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** What the launcher puts before their names. */
    static final String DROPPED = "WEBSERVER_DROPPED_";

    /** What the java command and HotSpot read besides. */
    private static final Set<String> OTHERS =
            Set.of("JDK_AOT_VM_OPTIONS", "JDK_ALTERNATE_VM", "_JAVA_LAUNCHER_DEBUG", "_JAVA_SR_SIGNUM", "CLASSPATH");

    public ForeignOptions {
        options = Map.copyOf(options);
    }

    /**
     * Those of an environment.
     *
     * @param environment the variables of this process
     */
    static ForeignOptions of(Function<String, Optional<String>> environment) {
        Optional<String> trial = environment.apply(TRIAL_VARIABLE);
        Map<String, String> options = new HashMap<>();
        for (String variable : VARIABLES) {
            environment
                    .apply(DROPPED + variable)
                    .or(() -> environment.apply(variable).filter(value -> !trial.equals(Optional.of(value))))
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> options.put(variable, value));
        }
        return new ForeignOptions(options, trial);
    }

    /** The environment of a child: without any of them. A configuration that asks for agents would add its own here. */
    Environment childEnvironment(Map<String, String> with) {
        Set<String> without = new HashSet<>(VARIABLES);
        without.addAll(OTHERS);
        Map<String, String> all = new HashMap<>(with);
        trial.ifPresent(own -> all.put(TOOL_OPTIONS, own));
        return Environment.inherited(Set.copyOf(without), Map.copyOf(all));
    }

    /** Says what was dropped and why, in one line; nothing when there was nothing. */
    void tell(Log log) {
        if (options.isEmpty()) {
            return;
        }
        List<String> fields = new ArrayList<>(List.of(
                "variables",
                VARIABLES.stream().filter(options::containsKey).collect(Collectors.joining(" ")),
                "options",
                words().stream().map(ForeignOptions::withoutItsValue).collect(Collectors.joining(" "))));
        String against = words().stream().filter(word -> word.startsWith("-X")).collect(Collectors.joining(" "));
        if (!against.isEmpty()) {
            fields.addAll(List.of("contradictingThePlan", against));
        }
        fields.addAll(
                List.of("reason", "the memory of every process is planned, without agents and options of others"));
        log.warn("java-options-dropped", fields.toArray());
    }

    private List<String> words() {
        return VARIABLES.stream()
                .flatMap(variable ->
                        Arrays.stream(options.getOrDefault(variable, "").strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The value of a property may be a secret. */
    private static String withoutItsValue(String option) {
        int value = option.indexOf('=');
        return option.startsWith("-X") || value < 0 ? option : option.substring(0, value + 1) + "...";
    }
}
