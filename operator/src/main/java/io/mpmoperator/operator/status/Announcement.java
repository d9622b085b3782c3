package io.mpmoperator.operator.status;

import io.mpmoperator.api.v1alpha1.Condition;
import io.mpmoperator.api.v1alpha1.WebServerStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision that is worth an event on the WebServer.
 *
 * @param warning whether somebody should look
 * @param reason a word for programs
 * @param message a sentence for people
 */
public record Announcement(boolean warning, String reason, String message) {

    /** What became different from one status to the next, in conditions that say something new. */
    public static List<Announcement> of(@Nullable WebServerStatus before, WebServerStatus after) {
        return after.conditions().stream()
                .filter(condition -> isNew(before, condition))
                .filter(condition -> before != null || isWorthMention(condition))
                .map(condition -> new Announcement(isBad(condition), condition.reason(), condition.message()))
                .toList();
    }

    private static boolean isNew(@Nullable WebServerStatus before, Condition condition) {
        Optional<Condition> known = before == null
                ? Optional.empty()
                : before.conditions().stream()
                        .filter(other -> other.type().equals(condition.type()))
                        .findFirst();
        boolean plan = condition.type().equals(Statuses.ACCEPTED);
        return known.isEmpty()
                || !known.get().status().equals(condition.status())
                || !known.get().reason().equals(condition.reason())
                || (plan && !known.get().message().equals(condition.message()));
    }

    /** A new WebServer's plan is news; that it has no pods yet is not. */
    private static boolean isWorthMention(Condition condition) {
        return condition.type().equals(Statuses.ACCEPTED) || isBad(condition);
    }

    private static boolean isBad(Condition condition) {
        return switch (condition.type()) {
            case Statuses.ACCEPTED -> condition.status().equals("False");
            case Statuses.DEGRADED -> condition.status().equals("True");
            default -> false;
        };
    }
}
