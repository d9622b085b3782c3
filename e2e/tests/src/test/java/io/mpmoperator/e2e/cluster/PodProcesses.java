package io.mpmoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The processes of a pod, where its node is this machine: their control groups are named after the pod. */
final class PodProcesses {

    private PodProcesses() {}

    /** The processes that another process of the pod has started: the children of its server. */
    static List<ProcessHandle> children(Pod pod) {
        String uid = pod.getMetadata().getUid();
        Set<String> names = Set.of("pod" + uid, "pod" + uid.replace('-', '_'));
        Set<Long> all = ProcessHandle.allProcesses()
                .filter(process -> isOf(process, names))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
        return all.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(process -> process.parent()
                        .filter(parent -> all.contains(parent.pid()))
                        .isPresent())
                .toList();
    }

    private static boolean isOf(ProcessHandle process, Set<String> names) {
        try {
            String groups = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cgroup"));
            return names.stream().anyMatch(groups::contains);
        } catch (IOException gone) {
            return false;
        }
    }
}
