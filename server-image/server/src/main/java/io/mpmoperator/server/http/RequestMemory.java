package io.mpmoperator.server.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What strangers may make a process hold beside that which each connection is counted with: heads that are not complete or are
 * large, and what a parked connection keeps. One budget for all (RequestMemoryLimit). Where it is used up, the connection
 * that has been incomplete longest is told to go, so that those who come later are answered; where none may be told to, the
 * one that asks is refused.
 *
 * <p>All connections of a process use it, from any thread. A head that arrives whole and is small asks for nothing.
 */
public final class RequestMemory {

    /** Somebody who holds more than this for a head that is not complete yet has not sent what browsers send. */
    static final long SMALL = 8 * 1024;

    /** No connection has to go sooner for another one's large head: the rest may be on its way. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final long limit;
    private final LongSupplier nanoTime;
    private final Set<Share> incomplete = new LinkedHashSet<>();
    private long used;
    private long leaving;

    /** A connection's part of the budget. */
    public static final class Share {

        private final Runnable goAway;
        private long bytes;
        private long leavingBytes;
        private long since;

        /**
         * Nothing yet.
         *
         * @param goAway ends the connection, from any thread and without waiting
         */
        Share(Runnable goAway) {
            this.goAway = goAway;
        }
    }

    /**
     * A budget.
     *
     * @param limit in bytes
     * @param nanoTime {@link System#nanoTime}
     */
    public RequestMemory(long limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** A budget without a bound. */
    public static RequestMemory unlimited() {
        return new RequestMemory(Long.MAX_VALUE, System::nanoTime);
    }

    /** Bytes that are held. */
    public synchronized long used() {
        return used;
    }

    /**
     * Sets how much a connection holds.
     *
     * @param bytes all that it holds now
     * @param mayGo whether it waits for its client, and may be told to go for others
     * @return false where there is no room for it; it then holds what it held
     */
    synchronized boolean hold(Share share, long bytes, boolean mayGo) {
        if (share.leavingBytes > 0) {
            return false;
        }
        long more = bytes - share.bytes;
        if (more > 0 && !makeRoom(share, more)) {
            return false;
        }
        used += more;
        share.bytes = bytes;
        list(share, mayGo && bytes > 0);
        return true;
    }

    private void list(Share share, boolean mayGo) {
        if (!mayGo) {
            incomplete.remove(share);
        } else if (incomplete.add(share)) {
            share.since = nanoTime.getAsLong();
        }
    }

    private boolean makeRoom(Share forWhom, long more) {
        if (used + more <= limit) {
            return true;
        }
        Deque<Share> going = new ArrayDeque<>();
        long left = used + more - limit;
        boolean small = forWhom.bytes + more <= SMALL;
        long now = nanoTime.getAsLong();
        for (Share oldest : incomplete) {
            if (left <= 0 || (!small && now - oldest.since < PATIENCE)) {
                break;
            }
            if (oldest != forWhom) {
                going.add(oldest);
                left -= oldest.bytes;
            }
        }
        if (left > 0 || leaving > limit / 4) {
            return false;
        }
        going.forEach(this::tellToGo);
        return true;
    }

    /** Its memory is not free before it has gone; no more is given away in advance than {@link #makeRoom} allows. */
    private void tellToGo(Share share) {
        incomplete.remove(share);
        used -= share.bytes;
        leaving += share.bytes;
        share.leavingBytes = share.bytes;
        share.bytes = 0;
        share.goAway.run();
    }

    /** Takes everything back: the connection holds nothing any more. */
    synchronized void release(Share share) {
        used -= share.bytes;
        leaving -= share.leavingBytes;
        share.bytes = 0;
        share.leavingBytes = 0;
        incomplete.remove(share);
    }
}
