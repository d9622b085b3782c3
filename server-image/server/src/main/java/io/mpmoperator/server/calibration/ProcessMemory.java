package io.mpmoperator.server.calibration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process takes, as the kernel shows it. A page of a file that nobody has written to is the file's, however many
 * processes map it; every other page that it shares with nobody is the process's own.
 *
 * @param heapBytes own pages of the Java heap
 * @param otherBytes own pages elsewhere
 * @param fileBytes clean pages of mapped files by the file's path
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html">proc_pid_smaps(5)</a>
 */
record ProcessMemory(long heapBytes, long otherBytes, Map<String, Long> fileBytes) {

    private static final Pattern MAPPING =
            Pattern.compile("([0-9a-f]+)-([0-9a-f]+) ([rwxsp-]{4}) ([0-9a-f]+) \\S+ [0-9]+ *(.*)");
    private static final Pattern FIELD = Pattern.compile("(\\w+): +([0-9]+) kB");
    private static final long KIB = 1024;

    /** A process of this machine, as it is now. */
    static ProcessMemory of(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc", Long.toString(pid), "smaps")));
    }

    /** Reads the text of {@code smaps}. */
    static ProcessMemory parse(String smaps) {
        long heap = 0;
        long other = 0;
        Map<String, Long> files = new TreeMap<>();
        HeapFinder heaps = new HeapFinder();
        boolean inHeap = false;
        String file = "";
        for (String line : smaps.lines().toList()) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                file = mapping.group(5).startsWith("/") ? mapping.group(5) : "";
                inHeap = heaps.isHeap(
                        address(mapping.group(1)),
                        address(mapping.group(2)),
                        mapping.group(3).startsWith("---"),
                        address(mapping.group(4)),
                        mapping.group(5));
                continue;
            }
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                continue;
            }
            long bytes = Long.parseLong(field.group(2)) * KIB;
            switch (field.group(1)) {
                case "Private_Dirty" -> {
                    heap += inHeap ? bytes : 0;
                    other += inHeap ? 0 : bytes;
                }
                case "Private_Clean", "Shared_Clean" -> {
                    if (!file.isEmpty() && bytes > 0) {
                        files.merge(file, bytes, Long::sum);
                    }
                }
                default -> {}
            }
        }
        return new ProcessMemory(heap, other, files);
    }

    private static long address(String hexadecimal) {
        return Long.parseUnsignedLong(hexadecimal, 16);
    }

    /**
     * Tells which mappings are the Java heap. A small JVM has it below all others. An executable of native-image maps a part
     * of its own file once more, the objects that were made at build time; the room for others follows without a gap, and
     * begins with pages that nobody may touch.
     */
    private static final class HeapFinder {

        /** Where compressed class pointers begin. */
        private static final long ABOVE_HEAP_OF_JVM = 0x8_0000_0000L;

        private String executable = "";
        private long lastOffset = -1;
        private long end;
        private boolean mappedAgain;
        private boolean afterFile;
        private boolean afterImage;
        private boolean inRoom;

        /** The next mapping, in the order of addresses. Those of a process that is at work change while they are read. */
        boolean isHeap(long start, long end, boolean inaccessible, long offset, String name) {
            boolean adjoins = start <= this.end;
            this.end = end;
            if (name.isEmpty()) {
                afterFile &= adjoins;
                afterImage &= adjoins;
                inRoom = afterImage && (inRoom || inaccessible);
                return inRoom || (start < ABOVE_HEAP_OF_JVM && !afterFile);
            }
            if (executable.isEmpty() && name.startsWith("/")) {
                executable = name;
            }
            afterFile = true;
            afterImage = name.equals(executable) && isMappedAgain(offset);
            inRoom = false;
            return false;
        }

        private boolean isMappedAgain(long offset) {
            mappedAgain |= offset <= lastOffset;
            lastOffset = offset;
            return mappedAgain;
        }
    }
}
