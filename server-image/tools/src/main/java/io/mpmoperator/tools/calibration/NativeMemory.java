package io.mpmoperator.tools.calibration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the memory of a process goes, as its JVM accounts for it: what it has committed, which is more than it has touched.
 *
 * @param committed bytes of each category, {@code Java Heap} or {@code Code}, in the JVM's order; none that are empty
 * @see <a href="https://docs.oracle.com/en/java/javase/25/vm/native-memory-tracking.html">Native Memory Tracking</a>
 */
record NativeMemory(Map<String, Long> committed) {

    /** What a JVM must be started with. The accounting itself takes memory: a point that finds constants goes without. */
    static final String OPTION = "-XX:NativeMemoryTracking=summary";

    private static final Pattern CATEGORY =
            Pattern.compile("^-\\s+(\\S.*?) \\(reserved=\\d+KB, committed=(\\d+)KB", Pattern.MULTILINE);

    /** The JDK's tool that asks a JVM; nothing where there is none. */
    static Optional<Path> tool() {
        return JdkTool.find("jcmd");
    }

    /**
     * Asks a process.
     *
     * @throws IOException with the tool's words, where the process was started without the {@link #OPTION}
     */
    static NativeMemory of(Path tool, long process) throws IOException, InterruptedException {
        Process asking = new ProcessBuilder(
                        tool.toString(), Long.toString(process), "VM.native_memory", "summary", "scale=KB")
                .redirectErrorStream(true)
                .start();
        String text = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (asking.waitFor() != 0) {
            throw new IOException("process %d does not say where its memory goes: %s".formatted(process, text.strip()));
        }
        return parse(text);
    }

    /**
     * Reads the tool's summary.
     *
     * @throws IOException where it names no category
     */
    static NativeMemory parse(String summary) throws IOException {
        Map<String, Long> committed = new LinkedHashMap<>();
        Matcher categories = CATEGORY.matcher(summary);
        while (categories.find()) {
            long kibibytes = Long.parseLong(categories.group(2), 10);
            if (kibibytes > 0) {
                committed.put(categories.group(1), kibibytes * 1024);
            }
        }
        if (committed.isEmpty()) {
            throw new IOException("no category of native memory in: " + summary.strip());
        }
        return new NativeMemory(committed);
    }
}
