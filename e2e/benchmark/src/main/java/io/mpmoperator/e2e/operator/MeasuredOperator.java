package io.mpmoperator.e2e.operator;

import io.mpmoperator.e2e.local.FreePort;
import io.mpmoperator.e2e.local.OperatorProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The operator as it is shipped, in a process of its own. */
final class MeasuredOperator implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    /** Every question is answered by a JVM that has yet to warm up: more of them would delay what they ask for. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);

    /** A native executable need not warm up, and is ready within a few of the times above. */
    private static final Duration BETWEEN_QUESTIONS_NATIVE = Duration.ofMillis(5);

    private static final int ANSWER_MILLIS = 500;
    private static final byte[] QUESTION = "GET /q/health/ready HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] READY = "HTTP/1.0 200".getBytes(StandardCharsets.US_ASCII);
    private static final long KIB_IN_MIB = 1024;

    private final Process process;
    private final Duration startToReady;

    private MeasuredOperator(Process process, Duration startToReady) {
        this.process = process;
        this.startToReady = startToReady;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param program what is measured
     * @param kubeconfig how it reaches the API server
     * @param namespace the only one that it watches
     * @param heapMib the most heap; in a pod it follows from the memory limit
     */
    static MeasuredOperator start(
            OperatorProgram program, Path kubeconfig, String namespace, String image, int heapMib, Path log)
            throws IOException, InterruptedException {
        int port = FreePort.any();
        ProcessBuilder builder = program.process(Path.of(System.getProperty("java.home")), heapMib, List.of())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("MPM_NAMESPACES", namespace);
        builder.environment().put("MPM_SERVER_IMAGE", image);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        Duration betweenQuestions = program.isNative() ? BETWEEN_QUESTIONS_NATIVE : BETWEEN_QUESTIONS;
        long begin = System.nanoTime();
        Process process = builder.start();
        while (!isReady(port)) {
            if (!process.isAlive() || System.nanoTime() - begin > START.toNanos()) {
                process.destroyForcibly();
                throw new IOException("the operator did not become ready, see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(betweenQuestions.toMillis());
        }
        return new MeasuredOperator(process, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Asks with as little as a probe needs: what this process does, the operator cannot do meanwhile. */
    private static boolean isReady(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(QUESTION);
            byte[] statusLine = socket.getInputStream().readNBytes(READY.length);
            return Arrays.equals(statusLine, READY);
        } catch (IOException notListeningYet) {
            return false;
        }
    }

    Duration startToReady() {
        return startToReady;
    }

    /** A line of /proc/PID/status in MiB: VmRSS is what is in memory now, VmHWM the most that ever was. */
    int memoryMib(String line) throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
        return Math.toIntExact(status.stream()
                        .filter(text -> text.startsWith(line + ":"))
                        .map(text -> text.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                / KIB_IN_MIB);
    }

    /** The time that processors have spent on it. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
