package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageVolumesTest {

    @ParameterizedTest
    @CsvSource({
        "containerd://1.6.20,      false",
        "containerd://1.7.28,      false",
        "containerd://2.0.5,       false",
        "containerd://2.1.0,       true",
        "containerd://2.2.3-k3s1,  true",
        "cri-o://1.32.4,           false",
        "cri-o://1.33.0,           true",
        "docker://29.6.2,          false",
    })
    void areMountedByRecentRuntimes(String runtime, boolean known) {
        assertEquals(known, ImageVolumes.areKnownTo(runtime));
    }
}
