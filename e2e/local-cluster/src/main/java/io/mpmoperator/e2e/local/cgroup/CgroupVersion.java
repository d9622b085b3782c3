package io.mpmoperator.e2e.local.cgroup;

/**
 * The two versions of the kernel's control groups and how they name the same things.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html">Memory Resource Controller (v1)</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#memory">Control Group v2, Memory</a>
 */
public enum CgroupVersion {
    V1(
            "cgroup",
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "memory.max_usage_in_bytes",
            "total_inactive_file",
            "total_mapped_file",
            "memory.oom_control"),
    V2("cgroup2", "memory.max", "memory.current", "memory.peak", "inactive_file", "file_mapped", "memory.events");

    final String fileSystem;
    final String limit;
    final String usage;
    final String peak;
    final String inactiveFile;
    final String mappedFile;
    final String oomEvents;

    CgroupVersion(
            String fileSystem,
            String limit,
            String usage,
            String peak,
            String inactiveFile,
            String mappedFile,
            String oomEvents) {
        this.fileSystem = fileSystem;
        this.limit = limit;
        this.usage = usage;
        this.peak = peak;
        this.inactiveFile = inactiveFile;
        this.mappedFile = mappedFile;
        this.oomEvents = oomEvents;
    }

    @Override
    public String toString() {
        return this == V1 ? "cgroup v1" : "cgroup v2";
    }
}
