package io.mpmoperator.conf;

import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.rules.Setting;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** What becomes of a directive. What takes arguments throws {@link IllegalArgumentException} with what would be accepted. */
public sealed interface DirectiveKind {

    /** Whether it is in force where it is written; what is not is named by {@code check}. */
    default boolean inForce() {
        return true;
    }

    /** It changes what the process does, whatever is asked for. */
    record OfProcess(BiFunction<List<String>, WebServerConf, WebServerConf> effect) implements DirectiveKind {}

    /** It is a number of the multi-processing module. */
    record MpmNumber(MpmDirective directive) implements DirectiveKind {}

    /** It is said of URLs. */
    record Rule<T>(Setting<T> setting, Function<List<String>, T> parse) implements DirectiveKind {

        /** Refuses arguments that cannot be read. */
        void check(List<String> arguments) {
            var _ = parse.apply(arguments);
        }
    }

    /** It changes the process where it is written for the whole server, and is said of URLs elsewhere. */
    record Both(OfProcess ofServer, Rule<?> elsewhere) implements DirectiveKind {}

    /** The reader itself follows it. */
    record Read(String what) implements DirectiveKind {}

    /**
     * It is accepted and changes nothing.
     *
     * @param reason why not
     * @param check refuses the arguments that would mean something
     */
    record Idle(String reason, Consumer<List<String>> check) implements DirectiveKind {
        @Override
        public boolean inForce() {
            return false;
        }
    }

    /**
     * It is refused.
     *
     * @param instead what to use instead
     */
    record Absent(String instead) implements DirectiveKind {
        @Override
        public boolean inForce() {
            return false;
        }
    }
}
