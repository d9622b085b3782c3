package io.mpmoperator.server.nativecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCallsTest {

    private static final byte[] NOTHING = {};

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private FileStatus status(Path path, boolean followed) throws IOException {
        FileStatus status = FileCalls.status(FileCalls.bytes(path), NOTHING, followed);
        assertNotNull(status, path::toString);
        return status;
    }

    @Test
    void saysOfAFileWhatJavaSays() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "four");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z")));
        Map<String, Object> known = Files.readAttributes(file, "unix:*");

        FileStatus status = status(file, true);

        assertEquals(known.get("dev"), deviceOf(status));
        assertEquals(known.get("ino"), status.inode());
        assertEquals(known.get("size"), status.size());
        assertEquals(known.get("mode"), status.mode());
        assertEquals(known.get("uid"), status.owner());
        assertEquals(known.get("gid"), status.group());
        assertEquals(
                time(known, "lastModifiedTime"),
                Instant.ofEpochSecond(status.modifiedSeconds(), status.modifiedNanos()));
        assertEquals(time(known, "ctime"), Instant.ofEpochSecond(status.changedSeconds(), status.changedNanos()));
        assertTrue(status.isRegular());
        assertFalse(status.isDirectory());
    }

    private static Instant time(Map<String, Object> known, String name) {
        return ((FileTime) Objects.requireNonNull(known.get(name), name)).toInstant();
    }

    /** As stat(2) has it, which packs major and minor number into one. */
    private static long deviceOf(FileStatus status) {
        long major = status.device() >>> Integer.SIZE;
        long minor = status.device() & 0xffff_ffffL;
        return (major & 0xfff) << 8 | (minor & 0xff) | (minor & 0xfff00) << 12;
    }

    @Test
    void followsALinkOrDoesNot() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "four");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertEquals(status(file, true), status(link, true));
        assertNotEquals(status(file, true), status(link, false));
        assertEquals(
                Files.readAttributes(link, "unix:ino", LinkOption.NOFOLLOW_LINKS)
                        .get("ino"),
                status(link, false).inode());
    }

    @Test
    void saysThatThereIsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertNull(FileCalls.status(FileCalls.bytes(file), bytes(".gz"), true));
        assertNull(FileCalls.status(FileCalls.bytes(file), bytes("/below"), true), "a file has nothing below it");
        assertNull(FileCalls.status(FileCalls.bytes(file), new byte[Scratch.PATH_BYTES], true), "it is too long");
        assertFalse(FileCalls.exists(FileCalls.bytes(file), bytes(".gz")));
        assertTrue(FileCalls.exists(FileCalls.bytes(folder), bytes("/file")));
    }

    /** What a process says that links nothing, which differs in the numbering of devices alone. */
    @Test
    void saysTheSameByJava() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "four");
        byte[] path = FileCalls.bytes(file);
        FileStatus status = status(file, true);

        FileStatus byJava = FilesByJava.status(path, NOTHING, true, StandardCharsets.UTF_8);

        assertNotNull(byJava);
        assertEquals(deviceOf(status), byJava.device());
        assertEquals(
                status,
                new FileStatus(
                        status.device(),
                        byJava.inode(),
                        byJava.size(),
                        byJava.mode(),
                        byJava.owner(),
                        byJava.group(),
                        byJava.modifiedSeconds(),
                        byJava.modifiedNanos(),
                        byJava.changedSeconds(),
                        byJava.changedNanos()));
        assertNull(FilesByJava.status(path, bytes(".gz"), true, StandardCharsets.UTF_8));
        assertTrue(FilesByJava.exists(path, NOTHING, StandardCharsets.UTF_8));
        assertFalse(FilesByJava.exists(path, bytes(".gz"), StandardCharsets.UTF_8));
    }

    @Test
    void opensNoPlaceThatALinkLeadsOutTo() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "secret");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Path file = Files.writeString(inside.resolve("file"), "public");
        Files.createSymbolicLink(inside.resolve("out"), outside);
        Files.createSymbolicLink(inside.resolve("up"), Path.of("../outside"));
        Files.createSymbolicLink(inside.resolve("within"), Path.of("file"));
        int root = FileCalls.place(FileCalls.bytes(inside));
        assertTrue(root >= 0);
        try {
            assertEquals(status(file, true), beneath(root, "file"));
            assertEquals(status(file, true), beneath(root, "within"));
            assertNull(beneath(root, "out"));
            assertNull(beneath(root, "up"));
            assertNull(beneath(root, "../outside"));
            assertFalse(FileCalls.isNothing(FileCalls.placeBeneath(root, bytes("out"), NOTHING)), "it is refused");
            assertTrue(FileCalls.isNothing(FileCalls.placeBeneath(root, bytes("file"), bytes(".gz"))));
        } finally {
            FileCalls.close(root);
        }
    }

    private static @Nullable FileStatus beneath(int root, String path) throws IOException {
        int place = FileCalls.placeBeneath(root, bytes(path), NOTHING);
        if (place < 0) {
            return null;
        }
        try {
            return FileCalls.status(place);
        } finally {
            FileCalls.close(place);
        }
    }
}
