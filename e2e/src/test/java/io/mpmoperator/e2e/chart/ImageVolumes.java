package io.mpmoperator.e2e.chart;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which container runtimes mount images as volumes. Kubernetes itself takes such pods without a feature gate since 1.35. */
final class ImageVolumes {

    static final String RUNTIMES = "containerd 2.1, CRI-O 1.33 and later";

    private static final Pattern VERSION = Pattern.compile("(containerd|cri-o)://v?(\\d+)\\.(\\d+).*");

    private ImageVolumes() {}

    /**
     * Whether folders of images can be mounted.
     *
     * @param runtime as in a node's status, for instance containerd://1.6.20
     */
    static boolean areKnownTo(String runtime) {
        Matcher matcher = VERSION.matcher(runtime);
        if (!matcher.matches()) {
            return false;
        }
        int version = Integer.parseInt(matcher.group(2)) * 100 + Integer.parseInt(matcher.group(3));
        return version >= (matcher.group(1).equals("containerd") ? 201 : 133);
    }
}
