package io.mpmoperator.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefixIndexTest {

    @Test
    void findsTheRulesWhosePrefixAPathHas() {
        PrefixIndex index = PrefixIndex.of(List.of(
                Optional.of("/old/"),
                Optional.empty(),
                Optional.of("/"),
                Optional.of("/old/a"),
                Optional.of("/other"),
                Optional.of("/old/")));
        assertEquals(List.of(0, 1, 2, 3, 5), all(index, "/old/abc"));
        assertEquals(List.of(0, 1, 2, 5), all(index, "/old/"));
        assertEquals(List.of(1, 2), all(index, "/zzz"));
        assertEquals(List.of(1), all(index, "old"));
    }

    @Test
    void findsTheSameAsALookAtEachRule() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<Optional<String>> prefixes = IntStream.range(0, 30)
                    .mapToObj(i -> random.nextInt(5) == 0 ? Optional.<String>empty() : Optional.of(word(random)))
                    .toList();
            String path = word(random) + word(random);
            List<Integer> expected = IntStream.range(0, prefixes.size())
                    .filter(i -> prefixes.get(i).map(path::startsWith).orElse(true))
                    .boxed()
                    .toList();
            assertEquals(expected, all(PrefixIndex.of(prefixes), path));
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
