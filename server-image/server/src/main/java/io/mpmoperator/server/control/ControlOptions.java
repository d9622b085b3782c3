package io.mpmoperator.server.control;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.jdk.ProcessSignals;
import io.mpmoperator.server.jdk.SocketAccess;
import io.mpmoperator.server.tls.ServerNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The options of the control process. They follow from the calibration alone, not from any configuration, so the build
 * writes them down: for the JVM into the argument file that {@code bin/webserver} starts Java with, for the native flavor
 * into the properties that native-image finds in the server's jar, which puts them into the executable.
 */
public final class ControlOptions {

    /** Reflection without classes that are made at run time: the JDK itself needs it three times at the start. */
    static final String WITHOUT_ACCESSORS = "-Djdk.reflect.useNativeAccessorOnly=true";

    /** Without the thread that runs finalizers (JEP 421): neither the server nor the JDK has any; handlers may. */
    static final String WITHOUT_FINALIZATION = "--finalization=disabled";

    /** Without two lines of the JVM for each thread that cannot be started: the server says it itself, and not each second. */
    private static final String WITHOUT_LINES_ON_THREADS = "-Xlog:os+thread=off";

    /** Two threads carry the virtual ones that answer the management port, whatever the node's number of processors. */
    private static final Map<String, String> TWO_CARRIERS = new TreeMap<>(
            Map.of("jdk.virtualThreadScheduler.parallelism", "2", "jdk.virtualThreadScheduler.maxPoolSize", "2"));

    /** A method handle that is there when the executable is made becomes a plain call. */
    private static final String OPTIONS_OF_SOCKETS_WHEN_IT_IS_MADE =
            "--initialize-at-build-time=" + SocketAccess.INITIALIZED_WITH_THE_EXECUTABLE;

    /**
     * How the executable is made. {@code -march=compatibility} runs on every processor of its architecture; the children's
     * options replace those that are in it. What saves memory, private memory of a prefork child that serves files:
     *
     * <pre>
     * AlignedHeapChunkSize=64k   generations are multiples of eight such pieces: 512 KiB in place of 4 MiB
     * CompactingOldGen           a full collection needs no second copy of what lives
     * -no-pie                    the loader changes no addresses, so the executable's data stays shared
     * </pre>
     */
    private static final List<String> OF_NATIVE_IMAGE = List.of(
            "--gc=serial",
            "-O3",
            "-march=compatibility",
            "--no-fallback",
            SocketAccess.NATIVE_ACCESS,
            SocketAccess.OPENED,
            ProcessSignals.JVM_OPTION,
            OPTIONS_OF_SOCKETS_WHEN_IT_IS_MADE,
            ServerNames.IGNORED_WITH_THE_EXECUTABLE,
            "-H:+UnlockExperimentalVMOptions",
            "-H:AlignedHeapChunkSize=65536",
            "-H:LargeArrayThreshold=32768",
            "-H:+CompactingOldGen",
            "-H:NativeLinkerOption=-no-pie",
            "-H:-UnlockExperimentalVMOptions");

    private ControlOptions() {}

    /** The options of the JVM, one a word. */
    public static List<String> ofJvm() throws SizingException {
        List<String> options = new ArrayList<>(planned(Flavor.JVM));
        options.add(SocketAccess.NATIVE_ACCESS);
        options.add(ProcessSignals.JVM_OPTION);
        options.add(WITHOUT_ACCESSORS);
        options.add(WITHOUT_FINALIZATION);
        options.add(WITHOUT_LINES_ON_THREADS);
        TWO_CARRIERS.forEach((name, value) -> options.add("-D" + name + "=" + value));
        return options;
    }

    /**
     * Sets the properties that {@link #ofJvm} gives a JVM and that cannot be given to an executable, which is started by its name alone.
     * To be called before the first virtual thread is started.
     */
    public static void setInExecutable() {
        TWO_CARRIERS.forEach(System::setProperty);
    }

    /** The options of native-image, one a word. */
    static List<String> ofNativeImage() throws SizingException {
        Stream<String> inside = planned(Flavor.NATIVE).stream().map(ControlOptions::inside);
        return Stream.concat(OF_NATIVE_IMAGE.stream(), inside).toList();
    }

    /** An option of a running executable as the one by which native-image makes it the executable's own. */
    private static String inside(String option) {
        return option.replaceFirst("^-Xmx", "-R:MaxHeapSize=")
                .replaceFirst("^-Xmn", "-R:MaxNewSize=")
                .replaceFirst("^-Xss", "-R:StackSize=")
                .replaceFirst("^-XX:", "-R:");
    }

    private static List<String> planned(Flavor flavor) throws SizingException {
        SizingRequest any = SizingRequest.forConf(WebServerConf.defaults(Mode.EVENT));
        return Sizing.plan(any, Calibration.shipped(flavor)).controlOptions();
    }

    /** Writes the files that the two words name: arguments of the JVM, properties of native-image. */
    public static void main(String[] words) throws IOException, SizingException {
        write(Path.of(words[0]), ofJvm());
        write(Path.of(words[1]), List.of("Args = " + String.join(" ", ofNativeImage())));
    }

    private static void write(Path file, List<String> options) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, options);
    }
}
