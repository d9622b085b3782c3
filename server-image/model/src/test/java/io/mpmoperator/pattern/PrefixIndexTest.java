package io.mpmoperator.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefixIndexTest {

    @Test
    void findsTheRulesWhosePrefixOrSuffixAPathHas() {
        PrefixIndex index = PrefixIndex.of(List.of(
                Anchor.ofPrefix("/old/"),
                Anchor.NONE,
                Anchor.ofPrefix("/"),
                Anchor.ofPrefix("/OLD/a"),
                Anchor.ofPrefix("/other"),
                Anchor.ofPrefix("/old/"),
                new Anchor("", "c"),
                new Anchor("", "/")));
        assertEquals(List.of(0, 1, 2, 3, 5, 6), all(index, "/old/Abc"));
        assertEquals(List.of(0, 1, 2, 5, 7), all(index, "/old/"));
        assertEquals(List.of(1, 2), all(index, "/zzz"));
        assertEquals(List.of(1), all(index, "old"));
    }

    @Test
    void findsTheSameAsALookAtEachRule() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<Anchor> anchors = IntStream.range(0, 30)
                    .mapToObj(i -> random.nextInt(5) == 0
                            ? Anchor.NONE
                            : random.nextBoolean() ? Anchor.ofPrefix(word(random)) : new Anchor("", word(random)))
                    .toList();
            String path = word(random) + word(random);
            List<Integer> expected = IntStream.range(0, anchors.size())
                    .filter(i -> path.startsWith(anchors.get(i).prefix())
                            && path.endsWith(anchors.get(i).suffix()))
                    .boxed()
                    .toList();
            assertEquals(expected, all(PrefixIndex.of(anchors), path));
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(5); length > 0; length--) {
            word.append((char) ('a' + random.nextInt(2)));
        }
        return word.toString();
    }

    private static List<Integer> all(PrefixIndex index, String path) {
        PrefixIndex.Candidates candidates = index.candidates(path);
        List<Integer> all = new ArrayList<>();
        for (int rule = candidates.next(0); rule != Integer.MAX_VALUE; rule = candidates.next(rule + 1)) {
            all.add(rule);
        }
        return all;
    }
}
