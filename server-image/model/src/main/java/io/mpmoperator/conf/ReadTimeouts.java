package io.mpmoperator.conf;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The syntax of {@code RequestReadTimeout}: {@code header=20-40,MinRate=500 body=20,MinRate=500}, either or both. */
final class ReadTimeouts {

    private static final Pattern STAGE =
            Pattern.compile("(header|body)=([0-9a-z]+)(?:-([0-9a-z]+))?(?:,minrate=([0-9]{1,9}))?");
    private static final String ACCEPTED = "header=20-40,MinRate=500 body=20,MinRate=500 is a full example";

    private ReadTimeouts() {}

    /** The stages that are named; the others stay as they were said before. */
    static ReadTimeout parse(List<String> stages, ReadTimeout before) {
        ReadTimeout timeout = before;
        var seen = new HashSet<String>();
        for (String stage : stages) {
            Matcher matcher = STAGE.matcher(stage.toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'%s' is no read time-out: %s".formatted(stage, ACCEPTED));
            }
            if (!seen.add(matcher.group(1))) {
                throw new IllegalArgumentException("%s is given twice".formatted(matcher.group(1)));
            }
            timeout = with(timeout, matcher);
        }
        return timeout;
    }

    private static ReadTimeout with(ReadTimeout timeout, Matcher stage) {
        Duration initial = Intervals.parse(stage.group(2));
        int minRate = stage.group(4) == null ? 0 : Integer.parseInt(stage.group(4));
        if (stage.group(1).equals("body")) {
            if (stage.group(3) != null) {
                throw new IllegalArgumentException("body takes no maximum: " + ACCEPTED);
            }
            return new ReadTimeout(
                    timeout.headerInitial(), timeout.headerMax(), timeout.headerMinRate(), initial, minRate);
        }
        Duration unextended = minRate == 0 ? initial : Duration.ZERO;
        Duration max = stage.group(3) == null ? unextended : Intervals.parse(stage.group(3));
        return new ReadTimeout(initial, max, minRate, timeout.bodyInitial(), timeout.bodyMinRate());
    }

    static String format(ReadTimeout timeout) {
        boolean bounded = timeout.headerMinRate() > 0 && !timeout.headerMax().isZero();
        return "header=%s%s%s body=%s%s"
                .formatted(
                        Intervals.format(timeout.headerInitial()),
                        bounded ? "-" + Intervals.format(timeout.headerMax()) : "",
                        rate(timeout.headerMinRate()),
                        Intervals.format(timeout.bodyInitial()),
                        rate(timeout.bodyMinRate()));
    }

    private static String rate(int minRate) {
        return minRate == 0 ? "" : ",MinRate=" + minRate;
    }
}
