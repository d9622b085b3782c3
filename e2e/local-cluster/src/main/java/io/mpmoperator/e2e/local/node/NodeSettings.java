package io.mpmoperator.e2e.local.node;

import io.mpmoperator.e2e.local.cgroup.MemoryCgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What the node works with.
 *
 * @param serverHome the installed server, which is used for the server image
 * @param nativeServerHome the installed native server, which is used for an image whose tag ends with {@code -native}; it
 *     need not be there
 * @param javaHome the JDK that the servers run on
 * @param work the folder for the pods' volumes and logs
 * @param cgroups where the pods' memory groups go; empty where none can be made
 * @param patience how long a pod may drain when the node stops, if its own grace period is longer
 */
public record NodeSettings(
        Path serverHome,
        Path nativeServerHome,
        Path javaHome,
        Path work,
        Optional<MemoryCgroups> cgroups,
        ProcessGuard guard,
        Duration patience,
        Clock clock) {

    private static final String NATIVE_TAG = "-native";

    /**
     * The installed server that is used for an image.
     *
     * @throws IOException when that is the native server and it was not built
     */
    Path serverHomeOf(String image) throws IOException {
        if (!image.endsWith(NATIVE_TAG)) {
            return serverHome;
        }
        if (!Files.exists(nativeServerHome.resolve("bin/webserver"))) {
            throw new IOException(
                    "image %s means the native server, which is not built at %s".formatted(image, nativeServerHome));
        }
        return nativeServerHome;
    }
}
