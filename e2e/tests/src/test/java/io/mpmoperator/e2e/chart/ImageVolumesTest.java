package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageVolumesTest {

    @ParameterizedTest
    @CsvSource({
        "v1.36.2,       containerd://1.6.20,      false",
        "v1.36.2,       containerd://1.7.28,      false",
        "v1.36.2,       containerd://2.0.5,       false",
        "v1.36.2,       containerd://2.1.0,       true",
        "v1.36.2+k3s1,  containerd://2.2.3-k3s1,  true",
        "v1.36.2,       containerd://3.0.0,       true",
        "v1.35.0,       containerd://2.2.0,       true",
        "v1.34.9,       containerd://2.2.0,       false",
        "v2.0.0,        containerd://2.2.0,       true",
        "v1.35.0,       cri-o://1.32.4,           false",
        "v1.35.0,       cri-o://1.33.0,           true",
        "v1.35.0,       docker://29.6.2,          false",
    })
    void areMountedByRecentNodes(String kubelet, String runtime, boolean known) {
        assertEquals(known, ImageVolumes.areKnownTo(kubelet, runtime));
    }
}
