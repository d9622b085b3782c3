package io.mpmoperator.e2e.local.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CgroupHomeTest {

    private static final String V1_MOUNTS = """
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct
            35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """;

    private static final String V2_MOUNTS =
            "29 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";

    private static CgroupHome home(String selfCgroup, String mountinfo) {
        return CgroupHome.of(selfCgroup, mountinfo).orElseThrow();
    }

    @Test
    void findsTheOwnGroupOfTheMemoryControllerUnderV1() {
        CgroupHome home = home("4:memory:/user/me\n3:cpu,cpuacct:/other\n0::/\n", V1_MOUNTS);

        assertEquals(CgroupVersion.V1, home.version());
        assertEquals(Path.of("/sys/fs/cgroup/memory/user/me"), home.folder());
        assertEquals(
                List.of(Path.of("/sys/fs/cgroup/memory/user/me"), Path.of("/sys/fs/cgroup/memory/user")),
                home.candidates());
    }

    @Test
    void findsTheOwnGroupUnderV2() {
        CgroupHome home = home("0::/user.slice/session-1.scope\n", V2_MOUNTS);

        assertEquals(CgroupVersion.V2, home.version());
        assertEquals(Path.of("/sys/fs/cgroup/user.slice/session-1.scope"), home.folder());
    }

    @Test
    void hasNoParentToTryAtTheMountItself() {
        assertEquals(
                List.of(Path.of("/sys/fs/cgroup")), home("0::/\n", V2_MOUNTS).candidates());
    }

    @Test
    void readsThePathOfAContainerWhoseMountShowsAPartOfTheHierarchy() {
        String mounts = "35 31 0:32 /docker/abc /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n";

        assertEquals(
                Path.of("/sys/fs/cgroup/memory/pod"),
                home("4:memory:/docker/abc/pod\n", mounts).folder());
        assertEquals(
                Path.of("/sys/fs/cgroup/memory"),
                home("4:memory:/docker/abc\n", mounts).folder());
    }

    @Test
    void usesV2WhereV1HasNoMemoryController() {
        String mounts = "33 31 0:30 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n" + V2_MOUNTS;

        assertEquals(CgroupVersion.V2, home("3:cpu:/\n0::/\n", mounts).version());
    }

    @Test
    void findsNothingWhereNothingIsMounted() {
        assertEquals(Optional.empty(), CgroupHome.of("4:memory:/\n", ""));
    }
}
