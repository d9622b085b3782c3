package io.mpmoperator.server.child;

import io.mpmoperator.server.log.Log;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Threads that an application has started: one that dies of an exception is told of with its stack, as the JDK does. */
final class ForeignThreads implements Thread.UncaughtExceptionHandler {

    private final Log log;

    ForeignThreads(Log log) {
        this.log = log;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        log.error(
                "application-thread-died",
                "thread",
                thread.getName(),
                "exception",
                stack.toString().strip());
    }
}
