package io.mpmoperator.operator.training;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Runs the operator until it has made three WebServers ready, and ends it. */
public final class Training {

    private static final long PATIENCE_SECONDS = 120;

    private Training() {}

    /** Returns the exit code of the process: 0, or 1 where the operator did not do its work in time. */
    public static int run(PrintStream err) {
        try (FewAnswers cluster = new FewAnswers(SelfSigned.context())) {
            System.setProperty("kubernetes.master", cluster.url());
            System.setProperty("kubernetes.trust.certificates", "true");
            System.setProperty("kubernetes.auth.tryKubeConfig", "false");
            System.setProperty("kubernetes.auth.tryServiceAccount", "false");
            System.setProperty("quarkus.http.host", "127.0.0.1");
            System.setProperty("quarkus.http.port", "0");
            Run run = new Run(cluster);
            Thread.ofPlatform().name("training").daemon().start(run);
            Quarkus.run();
            if (!run.succeeded) {
                err.println("mpm-operator: the training run did not end within %d seconds".formatted(PATIENCE_SECONDS));
            }
            return run.succeeded ? 0 : 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Run implements Runnable {

        private final FewAnswers cluster;
        private volatile boolean succeeded;

        Run(FewAnswers cluster) {
            this.cluster = cluster;
        }

        @Override
        public void run() {
            try {
                succeeded = cluster.awaitStatuses(PATIENCE_SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Quarkus.asyncExit();
            }
        }
    }
}
