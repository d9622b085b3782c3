package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {

    @TempDir
    private Path root;

    @BeforeEach
    void hasFourGibibytes() throws IOException {
        write("proc/meminfo", "MemTotal:        4194304 kB\nMemFree:          100 kB\n");
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void assertIs(long mebibytes, Path source) {
        assertEquals(Optional.of(new MachineMemory(mebibytes << 20, source)), MachineMemory.of(root));
    }

    @Test
    void isTheMachinesWhereNoGroupIsLimited() throws IOException {
        assertIs(4096, root.resolve("proc/meminfo"));
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "max\n");
        assertIs(4096, root.resolve("proc/meminfo"));
    }

    @Test
    void isTheLeastLimitOfTheGroupsItIsIn() throws IOException {
        write("proc/self/cgroup", "0::/pod/container\n");
        write("sys/fs/cgroup/pod/container/memory.max", "max\n");
        Path pod = write("sys/fs/cgroup/pod/memory.max", "" + (300L << 20));
        assertIs(300, pod);
    }

    @Test
    void isThatOfTheFirstVersionTooWhichMaySeeItsGroupAsTheTop() throws IOException {
        write("proc/self/cgroup", "5:cpu,cpuacct:/x\n4:memory:/docker/4711\n0::/\n");
        Path top = write("sys/fs/cgroup/memory/memory.limit_in_bytes", (200L << 20) + "\n");
        assertIs(200, top);
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertIs(4096, root.resolve("proc/meminfo"));
    }

    @Test
    void isUnknownWhereNothingSaysSo(@TempDir Path nothing) {
        assertEquals(Optional.empty(), MachineMemory.of(nothing));
    }

    @Test
    void saysBothNumbersOfAPlanThatNeedsMore() {
        MachineMemory memory = new MachineMemory(200L << 20, Path.of("/memory.max"));
        assertEquals(Optional.empty(), memory.tooLittleFor(200L << 20));
        String said = memory.tooLittleFor(302L << 20).orElseThrow();
        assertTrue(said.startsWith("the plan is for 302 MiB of memory, and here are 200 MiB (/memory.max)"), said);
    }
}
