package io.mpmoperator.server.installation;

import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The AOT caches of an installation (JEP 483, 514): classes loaded and linked, in a file that all processes map.
 * There is one for the control process, one for prefork's children and one for those of the threaded modes, for each is made
 * under the options it is used with.
 *
 * @param folder where the caches lie
 * @param record where a training run leaves what it has learnt; empty but for the build
 */
public record AotCaches(Path folder, Optional<Path> record) {

    /** The environment variable that names the folder of a training run. */
    public static final String RECORD_VARIABLE = "WEBSERVER_AOT_RECORD";

    /** Whose cache it is. */
    public enum Role {
        CONTROL("control"),
        PREFORK("prefork"),
        THREADED("threaded");

        private final String file;

        Role(String file) {
            this.file = file;
        }

        /** The role of a mode's children. */
        public static Role ofChild(Mode mode) {
            return switch (mode) {
                case PREFORK -> PREFORK;
                case WORKER, EVENT -> THREADED;
            };
        }

        /** The cache in a folder. */
        public Path cache(Path folder) {
            return folder.resolve(file + ".aot");
        }

        /** What a training run has learnt, in a folder. */
        public Path configuration(Path folder) {
            return folder.resolve(file + ".aotconf");
        }
    }

    /** The caches of a layout, as this process's environment asks for them. */
    static AotCaches of(Path layout, Function<String, Optional<String>> environment) {
        return new AotCaches(
                layout.resolve("lib"), environment.apply(RECORD_VARIABLE).map(Path::of));
    }

    /** The JVM options of a child. */
    public List<String> childOptions(Mode mode, int slot) {
        Role role = Role.ofChild(mode);
        if (record.isPresent()) {
            return slot == 0 ? recording(role, record.get()) : List.of();
        }
        Path cache = role.cache(folder);
        return isCurrent(cache) ? using(cache) : List.of();
    }

    /** Whether a cache is not older than the jars that it was made of: a JVM does not compare them, and would run old classes. */
    private boolean isCurrent(Path cache) {
        if (!Files.isReadable(cache)) {
            return false;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            FileTime made = Files.getLastModifiedTime(cache);
            for (Path jar : jars) {
                if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The JVM options that record what a process does. */
    public static List<String> recording(Role role, Path folder) {
        return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + role.configuration(folder));
    }

    /**
     * The JVM options that use a cache; one that does not fit is passed over in silence. It has no profiles of methods, for
     * which the JVM would still start a thread.
     */
    private static List<String> using(Path cache) {
        return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off", "-XX:-AOTReplayTraining");
    }
}
