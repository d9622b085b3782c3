package io.mpmoperator.server.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.management.HostFacts.CpuTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {

    private static final long MILLI = 1_000_000;

    @TempDir
    Path root;

    private long now = 1;
    private long step;

    private ProcFiles procFiles() {
        return new ProcFiles(root, () -> now += step);
    }

    private void process(int pid, String ticks, long privateKib) throws IOException {
        Path folder = Files.createDirectories(root.resolve(Integer.toString(pid)));
        Files.writeString(
                folder.resolve("stat"), pid + " (a) b (c) S 1 2 3 4 5 6 7 8 9 10 " + ticks + " 20 0 1 0 100\n");
        Files.writeString(
                folder.resolve("smaps_rollup"),
                "00400000-7fff [rollup]\nRss:  50000 kB\nPrivate_Clean:        16 kB\nPrivate_Dirty:     "
                        + (privateKib - 16) + " kB\nPrivate_Hugetlb:       0 kB\n");
    }

    @Test
    void readsWhatTheKernelSays() throws IOException {
        Files.writeString(root.resolve("loadavg"), "0.42 1.00 2.13 3/300 4711\n");
        process(10, "150 50 25 10", 1000);
        process(11, "100 100 0 0", 2000);
        HostFacts facts = procFiles().read(List.of(10, 11, 12), true);
        assertEquals(List.of("0.42", "1.00", "2.13"), facts.loadAverages());
        assertEquals(new CpuTimes(2.5, 1.5, 0.25, 0.1), facts.cpu());
        assertEquals(Map.of(10, 1_024_000L, 11, 2_048_000L), facts.privateBytes());
    }

    @Test
    void leavesOutWhatIsNotThere() {
        assertEquals(HostFacts.UNKNOWN, procFiles().read(List.of(10), true));
    }

    @Test
    void asksForMemoryOnlyWhenItIsWanted() throws IOException {
        process(10, "0 0 0 0", 1000);
        assertEquals(Map.of(), procFiles().read(List.of(10), false).privateBytes());
    }

    /** A scrape is not held up by a hundred processes: each turn reads those that were read longest ago. */
    @Test
    void readsNoMoreThanTheBudgetAllowsAndTakesTurns() throws IOException {
        process(10, "0 0 0 0", 1000);
        process(11, "0 0 0 0", 1000);
        process(12, "0 0 0 0", 1000);
        step = 60 * MILLI;
        ProcFiles procFiles = procFiles();
        List<Integer> pids = List.of(10, 11, 12);
        assertEquals(1, procFiles.read(pids, true).privateBytes().size());
        assertEquals(2, procFiles.read(pids, true).privateBytes().size());
        assertEquals(3, procFiles.read(pids, true).privateBytes().size());
    }

    @Test
    void forgetsProcessesThatAreGone() throws IOException {
        process(10, "0 0 0 0", 1000);
        ProcFiles procFiles = procFiles();
        procFiles.read(List.of(10), true);
        assertEquals(Map.of(), procFiles.read(List.of(11), true).privateBytes());
    }

    @Test
    void tellsThisVeryProcess() {
        int self = (int) ProcessHandle.current().pid();
        HostFacts facts = new ProcFiles(Path.of("/proc"), System::nanoTime).read(List.of(self), true);
        assertTrue(facts.cpu().user() > 0);
        assertTrue(facts.privateBytes().getOrDefault(self, 0L) > 1_000_000);
    }
}
