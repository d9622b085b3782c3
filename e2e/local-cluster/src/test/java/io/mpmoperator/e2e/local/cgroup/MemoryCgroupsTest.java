package io.mpmoperator.e2e.local.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpmoperator.e2e.local.cgroup.MemoryCgroups.Detected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCgroupsTest {

    @TempDir
    Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void v1() throws IOException {
        write("proc/self/cgroup", "4:memory:/me\n");
        write("proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
        Files.createDirectories(root.resolve("sys/fs/cgroup/memory/me"));
    }

    private void v2(String subtreeControl) throws IOException {
        write("proc/self/cgroup", "0::/me\n");
        write("proc/self/mountinfo", "29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
        write("sys/fs/cgroup/cgroup.subtree_control", subtreeControl);
        write("sys/fs/cgroup/me/cgroup.subtree_control", subtreeControl);
    }

    /** In place of the kernel, which fills a new group with its files and empties the folder on removal. */
    private static boolean joinsAsTheKernelWouldLetIt(Path membership) throws IOException {
        try (var files = Files.list(membership.getParent())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return true;
    }

    private static MemoryCgroups available(Detected detected) {
        return assertInstanceOf(Detected.Available.class, detected).groups();
    }

    private static String unavailable(Detected detected) {
        return assertInstanceOf(Detected.Unavailable.class, detected).reason();
    }

    @Test
    void writesTheLimitInTheWordsOfV1() throws IOException {
        v1();
        MemoryCgroups groups =
                available(MemoryCgroups.detect(root, "mpm", MemoryCgroupsTest::joinsAsTheKernelWouldLetIt));

        groups.create("shop", 123_000_000);

        Path shop = root.resolve("sys/fs/cgroup/memory/me/mpm/shop");
        assertEquals("123000000", Files.readString(shop.resolve("memory.limit_in_bytes")));
    }

    @Test
    void writesTheLimitInTheWordsOfV2() throws IOException {
        MemoryCgroup shop = MemoryCgroup.create(CgroupVersion.V2, root.resolve("shop"), 123_000_000);

        assertEquals(123_000_000, shop.limitBytes());
        assertTrue(Files.exists(root.resolve("shop/memory.max")));
    }

    @Test
    void asksAGroupOfV2ToHandItsMemoryControllerDown() throws IOException {
        v2("cpu");

        unavailable(MemoryCgroups.detect(root, "mpm", membership -> true));

        assertEquals("+memory", Files.readString(root.resolve("sys/fs/cgroup/me/cgroup.subtree_control")));
    }

    @Test
    void readsTheWorkingSetOfV1() throws IOException {
        write("g/memory.usage_in_bytes", "1000\n");
        write("g/memory.stat", "inactive_file 1\ntotal_inactive_file 300\n");
        write("g/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");

        MemoryCgroup group = new MemoryCgroup(CgroupVersion.V1, root.resolve("g"));

        assertEquals(700, group.workingSetBytes());
        assertEquals(2, group.oomKills());
    }

    @Test
    void readsTheWorkingSetOfV2() throws IOException {
        write("g/memory.current", "1000\n");
        write("g/memory.stat", "anon 5\ninactive_file 300\n");
        write("g/memory.events", "low 0\noom 1\noom_kill 1\n");
        write("g/memory.max", "max\n");

        MemoryCgroup group = new MemoryCgroup(CgroupVersion.V2, root.resolve("g"));

        assertEquals(700, group.workingSetBytes());
        assertEquals(1, group.oomKills());
        assertEquals(Long.MAX_VALUE, group.limitBytes());
    }

    @Test
    void saysWhenNoProcessMayJoin() throws IOException {
        v1();

        String reason = unavailable(MemoryCgroups.detect(root, "mpm", membership -> {
            joinsAsTheKernelWouldLetIt(membership);
            return false;
        }));

        assertEquals(
                "cgroup v1: no process may join a group in /sys/fs/cgroup/memory/me;"
                        + " no process may join a group in /sys/fs/cgroup/memory",
                reason);
        assertFalse(Files.exists(root.resolve("sys/fs/cgroup/memory/me/mpm")));
    }

    @Test
    void saysWhenTheGroupIsNotThere() throws IOException {
        write("proc/self/cgroup", "0::/me\n");
        write("proc/self/mountinfo", "");

        assertEquals(
                "no memory controller is mounted", unavailable(MemoryCgroups.detect(root, "mpm", membership -> true)));
    }

    @Test
    void saysWhenTheSystemHasNoControlGroups() {
        assertEquals(
                "this system has no control groups",
                unavailable(MemoryCgroups.detect(root, "mpm", membership -> true)));
    }

    @Test
    @Tag("process")
    void limitsARealProcess() throws IOException, InterruptedException {
        Detected detected =
                MemoryCgroups.detect("mpm-test-" + ProcessHandle.current().pid());
        assumeTrue(detected instanceof Detected.Available, () -> "no memory cgroup can be made here: " + detected);
        try (MemoryCgroups groups = available(detected)) {
            MemoryCgroup group = groups.create("shop", 32 << 20);
            Process process = new ProcessBuilder(
                            "sh",
                            "-c",
                            "echo $$ >\"$1\"; exec sleep 30",
                            "sh",
                            group.membership().toString())
                    .start();
            try {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
                while ((group.processes().length == 0 || group.workingSetBytes() == 0)
                        && System.nanoTime() < deadline) {
                    Thread.sleep(1); // what it had before it joined is not the group's; the program it becomes is
                }
                assertEquals(process.pid(), group.processes()[0]);
                assertEquals(32 << 20, group.limitBytes());
                assertTrue(group.workingSetBytes() > 0);
            } finally {
                process.destroyForcibly().waitFor();
                group.remove();
            }
        }
    }
}
