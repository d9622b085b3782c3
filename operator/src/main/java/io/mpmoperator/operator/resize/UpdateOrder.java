package io.mpmoperator.operator.resize;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * In which order pods are given something new: one alone until it runs it, then all the others, a quarter of them
 * restarting at once. What one pod refuses or does not survive, no other pod is given.
 *
 * @param members the pods, and what is to be done next with each
 */
record UpdateOrder(List<Member> members) {

    /** The one that tries it is the same at every look: who was told already, before all others. */
    private static final Comparator<Member> FIRST = Comparator.comparing(Member::announced)
            .thenComparing(Member::ready)
            .reversed()
            .thenComparing(Member::name);

    /**
     * A pod.
     *
     * @param announced whether it was told of the configuration
     * @param ready whether it serves
     */
    record Member(String name, PodStep step, boolean announced, boolean ready) {

        private boolean isToBeGivenMemory() {
            return step instanceof PodStep.GiveMemory;
        }

        private boolean isToBeTold() {
            return step instanceof PodStep.Announce;
        }
    }

    /** Whose step is taken now. */
    List<Member> next() {
        return isProven() ? all() : one();
    }

    /** The same where it is known that pods run it: they are given back what they had. */
    List<Member> all() {
        long restarting = members.stream()
                .filter(member -> member.step() instanceof PodStep.Restarting)
                .count();
        return Stream.concat(
                        members.stream().filter(Member::isToBeGivenMemory),
                        members.stream()
                                .filter(Member::isToBeTold)
                                .sorted(FIRST)
                                .limit(Math.max(0, Batch.size(members.size()) - restarting)))
                .toList();
    }

    private List<Member> one() {
        return members.stream().min(FIRST).filter(member -> member.isToBeGivenMemory() || member.isToBeTold()).stream()
                .toList();
    }

    private boolean isProven() {
        return members.stream().anyMatch(member -> member.step() instanceof PodStep.Done);
    }
}
