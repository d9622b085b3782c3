package io.mpmoperator.server.control;

import java.util.Comparator;
import java.util.List;

/**
 * A graceful restart step by step, as a pure function: children of the new generation are started beside the old ones, as
 * far as ServerLimit has room; an old one is told to drain when a new one is ready to take its place, or when there is no
 * room otherwise. So there is no moment without a child that accepts.
 */
final class Rollover {

    private Rollover() {}

    /**
     * What is to be done now.
     *
     * @param start children of the new generation to start
     * @param quiesce slots of old children to drain
     * @param done whether every old child was told to drain
     */
    record Step(int start, List<Integer> quiesce, boolean done) {}

    /**
     * Decides on the children there are.
     *
     * @param target how many children of the new generation there should be when the restart is over
     */
    static Step decide(List<ChildView> children, PoolLimits limits, int target) {
        List<ChildView> old = children.stream()
                .filter(child -> !child.current() && !child.quiescing())
                .sorted(Comparator.comparingInt(ChildView::busy).thenComparingInt(ChildView::slot))
                .toList();
        int fresh = (int) children.stream().filter(ChildView::active).count();
        int ready = (int) children.stream()
                .filter(child -> child.active() && child.ready())
                .count();
        int free = limits.serverLimit() - children.size();
        int wanted = Math.max(0, Math.min(target, limits.processes()) - fresh);
        int start = Math.min(wanted, Math.max(0, free));
        int drain = Math.clamp(ready - (target - old.size()), 0, old.size());
        boolean moving = ready < fresh || children.stream().anyMatch(ChildView::quiescing);
        boolean stuck = wanted > 0 && free <= 0 && !moving;
        if (ready >= Math.min(target, limits.processes())) {
            drain = old.size();
        } else if (stuck) {
            drain = Math.max(drain, Math.min(1, old.size()));
        }
        List<Integer> quiesce = old.stream().limit(drain).map(ChildView::slot).toList();
        return new Step(start, quiesce, quiesce.size() == old.size());
    }
}
