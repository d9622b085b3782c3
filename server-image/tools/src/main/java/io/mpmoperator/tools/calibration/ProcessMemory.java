package io.mpmoperator.tools.calibration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process takes, as the kernel shows it. A page of a file that was not written to is the file's, however many
 * processes map it; every other page that it shares with no other process is the process's own.
 *
 * @param heapBytes own pages of the Java heap
 * @param otherBytes own pages elsewhere
 * @param fileBytes clean pages of mapped files by the file's path
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html">proc_pid_smaps(5)</a>
 */
record ProcessMemory(long heapBytes, long otherBytes, Map<String, Long> fileBytes) {

    private static final Pattern MAPPING =
            Pattern.compile("([0-9a-f]+)-([0-9a-f]+) [rwxsp-]{4} ([0-9a-f]+) \\S+ [0-9]+ *(.*)");
    private static final Pattern FIELD = Pattern.compile("(\\w+): +([0-9]+) kB");
    private static final long KIB = 1024;

    /** A process of this machine, as it is now. */
    static ProcessMemory of(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc", Long.toString(pid), "smaps")));
    }

    /** Reads the text of {@code smaps}. */
    static ProcessMemory parse(String smaps) {
        Map<Owner, Long> dirty = new EnumMap<>(Owner.class);
        Map<String, Long> files = new TreeMap<>();
        Mappings mappings = new Mappings();
        Owner owner = Owner.OTHER;
        String file = "";
        for (String line : smaps.lines().toList()) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                file = mapping.group(4).startsWith("/") ? mapping.group(4) : "";
                owner = mappings.owner(
                        address(mapping.group(1)),
                        address(mapping.group(2)),
                        address(mapping.group(3)),
                        mapping.group(4));
                if (owner == Owner.IMAGE) {
                    dirty.merge(Owner.OTHER, dirty.getOrDefault(Owner.ROOM, 0L), Long::sum);
                    dirty.remove(Owner.ROOM);
                }
                continue;
            }
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                continue;
            }
            long bytes = Long.parseLong(field.group(2)) * KIB;
            switch (field.group(1)) {
                case "Private_Dirty" -> dirty.merge(owner, bytes, Long::sum);
                case "Private_Clean", "Shared_Clean" -> {
                    if (!file.isEmpty() && bytes > 0) {
                        files.merge(file, bytes, Long::sum);
                    }
                }
                default -> {}
            }
        }
        long heap = dirty.getOrDefault(Owner.HEAP, 0L) + dirty.getOrDefault(Owner.ROOM, 0L);
        long other = dirty.getOrDefault(Owner.OTHER, 0L) + dirty.getOrDefault(Owner.IMAGE, 0L);
        return new ProcessMemory(heap, other, files);
    }

    private static long address(String hexadecimal) {
        return Long.parseUnsignedLong(hexadecimal, 16);
    }

    /** Whose a mapping is. */
    private enum Owner {
        /** The heap of a JVM: a small one has it below all others. */
        HEAP,
        /** The objects that native-image made at build time: a part of its own file that an executable maps once more. */
        IMAGE,
        /**
         * The heap of such an executable follows without a gap, most of it pages that may not be touched yet; unless another
         * part of the image follows: then it was written to by the loader.
         */
        ROOM,
        OTHER
    }

    /** Tells mappings apart, in the order of addresses. Those of a process that is at work change while they are read. */
    private static final class Mappings {

        /** Where compressed class pointers begin. */
        private static final long ABOVE_HEAP_OF_JVM = 0x8_0000_0000L;

        private String executable = "";
        private long lastOffset = -1;
        private long endOfExecutable;
        private long end;
        private boolean mappedAgain;
        private boolean afterFile;
        private boolean afterImage;

        Owner owner(long start, long end, long offset, String name) {
            boolean adjoins = start <= this.end;
            this.end = end;
            if (name.isEmpty()) {
                afterFile &= adjoins;
                afterImage &= adjoins;
                if (afterImage) {
                    return Owner.ROOM;
                }
                return start < ABOVE_HEAP_OF_JVM && !afterFile ? Owner.HEAP : Owner.OTHER;
            }
            if (executable.isEmpty() && name.startsWith("/")) {
                executable = name;
            }
            afterFile = true;
            afterImage = name.equals(executable) && isMappedAgain(start, end, offset);
            return afterImage ? Owner.IMAGE : Owner.OTHER;
        }

        private boolean isMappedAgain(long start, long end, long offset) {
            mappedAgain |= offset <= lastOffset && start != endOfExecutable;
            lastOffset = offset;
            endOfExecutable = end;
            return mappedAgain;
        }
    }
}
