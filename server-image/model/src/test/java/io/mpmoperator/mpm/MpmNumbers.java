package io.mpmoperator.mpm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Numbers at random that Apache has a coercion for, or none to do. */
public final class MpmNumbers {

    private static final List<Mode> MODES = List.of(Mode.values());
    private static final int[] LARGEST = {10, 100, 1000, 300_000, MpmDirective.LARGEST_NUMBER};

    private MpmNumbers() {}

    /** Some directives of a mode at random. */
    public static MpmDirectives any(Random random) {
        Mode mode = MODES.get(random.nextInt(MODES.size()));
        MpmDirectives directives = MpmDirectives.of(mode);
        for (MpmDirective directive : MpmDirective.values()) {
            if (directive.modes().contains(mode) && random.nextBoolean()) {
                directives = directives.with(directive, value(directive, random));
            }
        }
        return directives;
    }

    private static BigDecimal value(MpmDirective directive, Random random) {
        int number = random.nextInt(LARGEST[random.nextInt(LARGEST.length)]);
        return switch (directive) {
            case ASYNC_REQUEST_WORKER_FACTOR -> BigDecimal.valueOf(1 + random.nextInt(5000), random.nextInt(3));
            case LISTEN_BACKLOG -> BigDecimal.valueOf(number + 1L);
            case MAX_CONNECTIONS_PER_CHILD, GRACEFUL_SHUTDOWN_TIMEOUT -> BigDecimal.valueOf(number);
            default -> BigDecimal.valueOf(number - 1L);
        };
    }
}
