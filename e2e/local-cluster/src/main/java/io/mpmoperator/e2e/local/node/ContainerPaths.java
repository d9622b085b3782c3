package io.mpmoperator.e2e.local.node;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/**
 * Where the paths of a container are on this machine: its volumes, what the server image brings, and a folder for the rest.
 *
 * @param mounts folders or files on this machine by their path in the container
 * @param image the installed server, which the image has under {@link #IMAGE_ROOT}
 * @param scratch what is neither mounted nor in the image
 */
record ContainerPaths(Map<Path, Path> mounts, Path image, Path scratch) {

    static final Path IMAGE_ROOT = Path.of("/opt/webserver");

    ContainerPaths {
        mounts = Map.copyOf(mounts);
    }

    Path onThisMachine(Path inContainer) {
        Path path = inContainer.normalize();
        return mounts.entrySet().stream()
                .filter(mount -> path.startsWith(mount.getKey()))
                .max(Comparator.comparingInt(mount -> mount.getKey().getNameCount()))
                .map(mount -> under(mount.getValue(), mount.getKey(), path))
                .orElseGet(() -> path.startsWith(IMAGE_ROOT)
                        ? under(image, IMAGE_ROOT, path)
                        : under(scratch, Path.of("/"), path));
    }

    private static Path under(Path target, Path root, Path path) {
        return path.equals(root) ? target : target.resolve(root.relativize(path));
    }

    /** An argument of the container's command: a path if it begins like one. */
    String argument(String inContainer) {
        return inContainer.startsWith("/") ? onThisMachine(Path.of(inContainer)).toString() : inContainer;
    }
}
