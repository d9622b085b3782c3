package io.mpmoperator.testing;

import java.io.PrintStream;
import java.util.Objects;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Prints a line for each test, or class of tests, that is skipped, with the reason. JUnit finds it by itself. */
public final class SkippedTests implements TestExecutionListener {

    private final PrintStream out;

    public SkippedTests() {
        this(System.out);
    }

    SkippedTests(PrintStream out) {
        this.out = out;
    }

    /** A condition was not met. */
    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        say(test, reason);
    }

    /** An assumption did not hold. */
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            say(
                    test,
                    result.getThrowable()
                            .flatMap(thrown -> Optional.ofNullable(thrown.getMessage()))
                            .orElse("no reason is given"));
        }
    }

    private void say(TestIdentifier test, String reason) {
        out.printf("SKIPPED %s: %s%n", name(test), reason.replaceFirst("^Assumption failed: ", ""));
    }

    private static String name(TestIdentifier test) {
        return switch (test.getSource().orElse(null)) {
            case MethodSource method ->
                simple(method.getClassName()) + "." + method.getMethodName() + invocation(test, method);
            case ClassSource type -> simple(type.getClassName());
            case null, default -> test.getDisplayName();
        };
    }

    /** The display name of one of the invocations of a method, or nothing. */
    private static String invocation(TestIdentifier test, MethodSource method) {
        String name = Objects.requireNonNull(test.getDisplayName());
        return name.startsWith(method.getMethodName()) ? "" : " " + name;
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
