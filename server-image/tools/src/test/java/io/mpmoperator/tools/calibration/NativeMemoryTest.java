package io.mpmoperator.tools.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    private static final String SUMMARY = """
            4711:

            Native Memory Tracking:

            Total: reserved=1344511KB, committed=33087KB
                   malloc: 5423KB #18873
                   mmap:   reserved=1339088KB, committed=27664KB

            -                 Java Heap (reserved=12288KB, committed=3584KB)
                                        (mmap: reserved=12288KB, committed=3584KB, at peak)

            -                     Class (reserved=1048696KB, committed=248KB)
                                        (classes #911)

            -                    Arena Chunk (reserved=0KB, committed=0KB)
            -          Native Memory Tracking (reserved=299KB, committed=299KB)
            """;

    @Test
    void readsWhatIsCommittedInEachCategory() throws IOException {
        NativeMemory memory = NativeMemory.parse(SUMMARY);

        assertEquals(
                Map.of("Java Heap", 3584L << 10, "Class", 248L << 10, "Native Memory Tracking", 299L << 10),
                memory.committed());
    }

    @Test
    void saysWhatTheJvmSaidInstead() {
        IOException refused =
                assertThrows(IOException.class, () -> NativeMemory.parse("Native memory tracking is not enabled"));

        assertTrue(String.valueOf(refused).contains("not enabled"), () -> String.valueOf(refused));
    }
}
