package io.mpmoperator.e2e.chart;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which nodes mount images as volumes: Kubernetes takes such pods without a feature gate since 1.35, if the runtime can. */
final class ImageVolumes {

    static final String NODES = "Kubernetes 1.35 and later with containerd 2.1, CRI-O 1.33 and later";

    private static final Pattern RUNTIME = Pattern.compile("(containerd|cri-o)://v?(\\d+)\\.(\\d+).*");
    private static final Pattern KUBELET = Pattern.compile("v(\\d+)\\.(\\d+).*");

    private ImageVolumes() {}

    /**
     * Whether folders of images can be mounted.
     *
     * @param kubelet as in a node's status, for instance v1.36.2
     * @param runtime as in a node's status, for instance containerd://1.6.20
     */
    static boolean areKnownTo(String kubelet, String runtime) {
        Matcher kubernetes = KUBELET.matcher(kubelet);
        Matcher container = RUNTIME.matcher(runtime);
        return kubernetes.matches()
                && isAtLeast(1, 35, kubernetes.group(1), kubernetes.group(2))
                && container.matches()
                && (container.group(1).equals("containerd")
                        ? isAtLeast(2, 1, container.group(2), container.group(3))
                        : isAtLeast(1, 33, container.group(2), container.group(3)));
    }

    private static boolean isAtLeast(int major, int minor, String itsMajor, String itsMinor) {
        int difference = Integer.parseInt(itsMajor) - major;
        return difference > 0 || (difference == 0 && Integer.parseInt(itsMinor) >= minor);
    }
}
