package io.mpmoperator.server.control;

import io.mpmoperator.server.nativecalls.Posix.Scheduling;
import io.mpmoperator.server.scoreboard.ProcessSlot;
import io.mpmoperator.server.scoreboard.Scoreboard;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Schedules the children that are ready as the {@link SchedulingPolicy} of the last second calls for. */
final class ChildScheduling {

    private final Scoreboard scoreboard;
    private final int processors;
    private final BiConsumer<Integer, Scheduling> schedule;
    private final Map<Integer, Scheduling> scheduled = new HashMap<>();
    private SchedulingPolicy policy;

    /**
     * Of children that were started as a batch.
     *
     * @param processors how many there are to share, at least 1
     * @param schedule carries it out for a process id
     */
    ChildScheduling(Scoreboard scoreboard, int processors, long nowNanos, BiConsumer<Integer, Scheduling> schedule) {
        this.scoreboard = scoreboard;
        this.processors = processors;
        this.schedule = schedule;
        this.policy = SchedulingPolicy.atStart(nowNanos);
    }

    /** To be called every second. */
    void adjust(Collection<Child> children, long nowNanos) {
        policy = policy.now(served(), nowNanos, processors);
        scheduled.keySet().retainAll(children.stream().map(Child::pid).toList());
        for (Child child : children) {
            if (scoreboard.process(child.slot()).ready()
                    && scheduled.getOrDefault(child.pid(), Scheduling.BATCH) != policy.scheduling()) {
                schedule.accept(child.pid(), policy.scheduling());
                scheduled.put(child.pid(), policy.scheduling());
            }
        }
    }

    private long served() {
        long served = 0;
        for (int i = 0; i < scoreboard.slots(); i++) {
            ProcessSlot slot = scoreboard.process(i);
            served += slot.accepted() + slot.listener().accesses();
            for (int worker = 0; worker < slot.workers(); worker++) {
                served += slot.worker(worker).accesses();
            }
        }
        return served;
    }
}
