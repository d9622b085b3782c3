package io.mpmoperator.e2e.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

    @Test
    void saysWhatIsNotBuiltAndHowToBuildIt(@TempDir Path root) {
        LocalClusterException refused = assertThrows(LocalClusterException.class, () -> new Layout(root).check());

        assertEquals(
                "the operator is missing at %s/operator/target/quarkus-app/quarkus-run.jar; build it first: ./mvnw package -DskipTests"
                        .formatted(root),
                refused.getMessage());
    }
}
