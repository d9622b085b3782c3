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
public record WebServerEvent(boolean warning, String reason, String message) {

    /**
     * What became different from one status to the next: a new plan or refusal, a new thing that needs attention, and
     * whether the server is available. How far a rollout is, the Deployment says itself.
     */
    public static List<WebServerEvent> of(@Nullable WebServerStatus before, WebServerStatus after) {
        return after.conditions().stream()
                .filter(condition -> isNews(known(before, condition.type()), condition))
                .map(condition -> new WebServerEvent(isBad(condition), condition.reason(), condition.message()))
                .toList();
    }

    private static Optional<Condition> known(@Nullable WebServerStatus status, String type) {
        return status == null
                ? Optional.empty()
                : status.conditions().stream()
                        .filter(condition -> condition.type().equals(type))
                        .findFirst();
    }

    private static boolean isNews(Optional<Condition> before, Condition now) {
        if (before.isEmpty()) {
            return now.type().equals(Statuses.ACCEPTED) || isBad(now);
        }
        Condition known = before.get();
        return switch (now.type()) {
            case Statuses.ACCEPTED ->
                !known.reason().equals(now.reason()) || !known.message().equals(now.message());
            case Statuses.DEGRADED -> !known.reason().equals(now.reason());
            case Statuses.AVAILABLE -> !known.status().equals(now.status());
            case Statuses.PROGRESSING ->
                now.reason().equals(Verdicts.RESIZING) && !known.reason().equals(now.reason());
            default -> false;
        };
    }

    private static boolean isBad(Condition condition) {
        return switch (condition.type()) {
            case Statuses.ACCEPTED -> condition.status().equals("False");
            case Statuses.DEGRADED -> condition.status().equals("True");
            default -> false;
        };
    }

    /** Pods are replaced although they were to be changed in place. */
    public static WebServerEvent rollingInstead(String why) {
        return new WebServerEvent(false, "RollingInstead", "the pods are replaced: " + why);
    }
}
