package io.mpmoperator.api.v1alpha1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class CrdFileTest {

    @Test
    void theCheckedInFileSaysWhatTheClassesSay() throws IOException {
        String generated = CrdFile.generated();
        if (Boolean.getBoolean("generate")) {
            Files.writeString(CrdFile.path(), generated);
        }

        assertEquals(generated, CrdFile.checkedIn(), CrdFile.path() + " is stale: refresh it with " + CrdFile.REFRESH);
    }
}
