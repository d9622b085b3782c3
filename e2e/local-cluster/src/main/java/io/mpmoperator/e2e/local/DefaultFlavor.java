package io.mpmoperator.e2e.local;

import io.mpmoperator.footprint.Flavor;

/** The flavor of WebServers that name none, as the chart's {@code serverImage.defaultFlavor} says it for a cluster. */
final class DefaultFlavor {

    private static final String AUTO = "auto";

    private DefaultFlavor() {}

    /**
     * The flavor that {@code -Dlocal.flavor} names: {@code auto} is native where the native server was built of the present
     * classes, else jvm.
     *
     * @throws LocalClusterException for another word, and for native where that server is not built
     */
    static Flavor of(String text, Layout layout) throws LocalClusterException {
        boolean built = layout.hasCurrentNativeServer();
        if (text.isEmpty() || text.equals(AUTO)) {
            return built ? Flavor.NATIVE : Flavor.JVM;
        }
        Flavor flavor = Flavor.of(text)
                .orElseThrow(() -> new LocalClusterException(
                        "-Dlocal.flavor=%s is no flavor: accepted are auto, jvm and native".formatted(text)));
        if (flavor == Flavor.NATIVE && !built) {
            throw new LocalClusterException(
                    "-Dlocal.flavor=native: the native server at %s is missing, or older than its classes; build it first: ./mvnw -Pnative -pl server-image/server -am package -Dmaven.test.skip"
                            .formatted(layout.nativeServerHome()));
        }
        return flavor;
    }
}
