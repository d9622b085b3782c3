package io.mpmoperator.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.headers.EtagParts.Part;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileDirectivesTest {

    @Test
    void readsWhatAnEntityTagIsMadeOf() {
        assertEquals(Set.of(Part.INODE, Part.SIZE), EtagParts.parse(List.of("INode", "Size"), EtagParts.DEFAULT));
        assertEquals(Set.of(), EtagParts.parse(List.of("None"), EtagParts.DEFAULT));
        assertEquals(Set.of(Part.SIZE, Part.INODE), EtagParts.parse(List.of("-MTime", "+INode"), EtagParts.DEFAULT));
        assertEquals(Set.of(Part.SIZE, Part.INODE, Part.MTIME), EtagParts.parse(List.of("All"), Set.of()));
        assertThrows(IllegalArgumentException.class, () -> EtagParts.parse(List.of("Hash"), Set.of()));
    }

    @Test
    void writesATagInApachesOrder() {
        assertEquals("a-2-6616c9651c7c2", EtagParts.tag(Set.of(Part.values()), 10, 2, 0x6616c9651c7c2L));
        assertEquals("2-6616c9651c7c2", EtagParts.tag(EtagParts.DEFAULT, 10, 2, 0x6616c9651c7c2L));
    }
}
