package io.mpmoperator.expression;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The variables that say the local time. */
final class TimeVariables {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private TimeVariables() {}

    static Optional<String> of(ServerVariable variable, Facts facts) {
        return switch (variable) {
            case TIME -> Optional.of(TIME.format(facts.time()));
            case TIME_YEAR -> Optional.of(Integer.toString(facts.time().getYear()));
            case TIME_MON -> two(facts.time().getMonthValue());
            case TIME_DAY -> two(facts.time().getDayOfMonth());
            case TIME_HOUR -> two(facts.time().getHour());
            case TIME_MIN -> two(facts.time().getMinute());
            case TIME_SEC -> two(facts.time().getSecond());
            case TIME_WDAY -> Optional.of(Integer.toString(weekday(facts.time())));
            default -> Optional.empty();
        };
    }

    private static int weekday(ZonedDateTime time) {
        return time.getDayOfWeek().getValue() % 7;
    }

    private static Optional<String> two(int number) {
        return Optional.of((number < 10 ? "0" : "") + number);
    }
}
