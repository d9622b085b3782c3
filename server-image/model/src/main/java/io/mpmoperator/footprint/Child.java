package io.mpmoperator.footprint;

import io.mpmoperator.conf.SlowClients;
import io.mpmoperator.conf.Workload;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmSettings;

/**
 * A child process of a plan, fully grown: what it needs in private memory, and the limits that its JVM is given.
 * Methods throw {@link ArithmeticException} where a number of bytes exceeds a long.
 *
 * @param threads worker threads
 * @param parked connections that it holds beside one for each thread
 */
record Child(Mode mode, long threads, long parked, Workload workload, boolean tls, Calibration calibration) {

    /** The JVM makes generations multiples of this (Serial collector). */
    private static final long GENERATION_ALIGNMENT = 64 << 10;

    Child(MpmSettings settings, Workload workload, boolean tls, Calibration calibration) {
        this(
                settings.mode(),
                settings.threadsPerChild(),
                Math.max(0, settings.connectionsPerProcess() - settings.threadsPerChild()),
                workload,
                tls,
                calibration);
    }

    /** What neither the heap nor a thread nor a connection needs. */
    long baseBytes() {
        return Math.addExact(calibration.get(Constant.childBase(mode)), siteBytes());
    }

    private long siteBytes() {
        return workload.siteDirectives() > 0 ? calibration.get(Constant.CHILD_SITE) : 0;
    }

    /** What the threads need outside the heap. */
    long threadBytes() {
        return Math.multiplyExact(threads, calibration.get(Constant.THREAD_PRIVATE));
    }

    /** The maximum heap that the JVM is given. */
    long heapBytes() {
        return tls ? maximumHeap(Math.addExact(liveHeap(), liveHeapOfTls())) : heapBytesWithoutTls();
    }

    private long heapBytesWithoutTls() {
        return maximumHeap(liveHeap());
    }

    /** How much of its heap would be in memory without TLS, at most. */
    long heapInMemoryWithoutTls() {
        return inMemory(heapBytesWithoutTls());
    }

    /** What strangers may make it hold in its heap, part of {@link #heapInMemoryWithoutTls}. */
    long requestMemoryInMemory() {
        return Math.min(requestMemoryBytes(), heapInMemoryWithoutTls());
    }

    private long requestMemoryBytes() {
        return workload.requestMemoryBytes(threads);
    }

    /**
     * What the kernel keeps for clients that do not take their responses and go on to send requests, beside what is counted for
     * each connection with a thread. Under event such a client has no thread, unless a handler streams to it.
     */
    long slowClientBytes() {
        long counted = Math.multiplyExact(threads, calibration.get(Constant.KERNEL_CONNECTION_ACTIVE));
        long ofThreads = Math.multiplyExact(threads, slowClient()) - counted;
        return switch (mode) {
            case PREFORK, WORKER -> Math.max(0, ofThreads);
            case EVENT ->
                Math.max(
                        0,
                        workload.handlers()
                                ? Math.addExact(ofThreads, slowClientBytesOfListener())
                                : slowClientBytesOfListener() - counted);
        };
    }

    private long slowClientBytesOfListener() {
        SlowClients clients = SlowClients.of(threads);
        return Math.addExact(
                Math.multiplyExact(clients.unbounded(), slowClient()),
                Math.multiplyExact(clients.bounded(), calibration.get(Constant.KERNEL_BOUNDED_CLIENT)));
    }

    private long slowClient() {
        return Math.addExact(calibration.get(Constant.KERNEL_SLOW_CLIENT), workload.receivedBytes());
    }

    /** What its compressors need outside the heap. */
    long compressorBytes() {
        return workload.compressorBytes(threads);
    }

    /** A collector that has the heap in pieces never has all of them in use. */
    private long inMemory(long maximumHeap) {
        return Percent.of(maximumHeap, calibration.get(Constant.HEAP_FILLED));
    }

    /** The young generation that the JVM is given: what requests in progress hold is to die there. */
    long youngBytes() {
        long usual = switch (mode) {
            case PREFORK -> calibration.get(Constant.HEAP_YOUNG_PREFORK);
            case WORKER, EVENT -> calibration.get(Constant.HEAP_YOUNG_THREADED);
        };
        return Mebibytes.roundUp(
                Math.addExact(usual, Math.multiplyExact(threads, workload.heapPerRequestBytes())),
                GENERATION_ALIGNMENT);
    }

    /** What TLS adds, in the heap and outside. */
    long tlsBytes() {
        return tls ? Math.addExact(tlsBytesOutsideHeap(), inMemory(heapBytes()) - heapInMemoryWithoutTls()) : 0;
    }

    private long tlsBytesOutsideHeap() {
        long perConnection = Constant.tlsConnection(mode).map(calibration::get).orElse(0L);
        return Math.addExact(calibration.get(Constant.tlsBase(mode)), Math.multiplyExact(threads, perConnection));
    }

    /**
     * What it needs up to the moment in which it is ready, compiled by C1 alone as a prefork child is: the process that tries
     * a configuration gets no further. It has the heap that a JVM begins with and what handlers are said to keep, its threads,
     * and no connections.
     */
    long trialBytes() {
        long begun = Math.addExact(
                Math.addExact(youngBytes(), calibration.get(Constant.HEAP_OLD_INITIAL)), workload.handlerHeapBytes());
        long outsideHeap = Math.addExact(calibration.get(Constant.childBase(Mode.PREFORK)), trialTlsBytes());
        long kernel = Math.addExact(
                calibration.get(Constant.KERNEL_PROCESS),
                Math.multiplyExact(threads, calibration.get(Constant.KERNEL_THREAD)));
        return Math.addExact(
                Math.addExact(outsideHeap, inMemory(Math.min(heapBytes(), begun))),
                Math.addExact(threadBytes(), kernel));
    }

    private long trialTlsBytes() {
        return tls ? calibration.get(Constant.tlsBase(Mode.PREFORK)) : 0;
    }

    /** The most that direct buffers may take. */
    long directBytes() {
        long buffers = Math.multiplyExact(threads, calibration.get(Constant.DIRECT_PER_THREAD));
        return Mebibytes.roundUp(Math.addExact(buffers, calibration.get(Constant.DIRECT_FLOOR)));
    }

    private long liveHeap() {
        long perThread = Math.addExact(
                Math.addExact(
                        calibration.get(Constant.HEAP_PER_THREAD), calibration.get(Constant.heapPerConnection(mode))),
                workload.heapPerRequestBytes());
        long kept = Math.addExact(workload.handlerHeapBytes(), workload.formsBytes(mode));
        long base = Math.addExact(calibration.get(Constant.heapBase(mode)), Math.addExact(kept, liveHeapOfSite()));
        return grown(base, perThread, calibration.get(Constant.HEAP_PER_CONNECTION_PARKED));
    }

    private long liveHeapOfSite() {
        return workload.siteDirectives() == 0
                ? 0
                : Math.addExact(
                        calibration.get(Constant.HEAP_SITE),
                        Math.multiplyExact(
                                workload.siteDirectives(), calibration.get(Constant.HEAP_PER_SITE_DIRECTIVE)));
    }

    private long liveHeapOfTls() {
        return grown(
                calibration.get(Constant.HEAP_TLS),
                calibration.get(Constant.HEAP_TLS_PER_CONNECTION_ACTIVE),
                calibration.get(Constant.HEAP_TLS_PER_CONNECTION_PARKED));
    }

    private long grown(long base, long perThread, long perParked) {
        long withThreads = Math.addExact(base, Math.multiplyExact(threads, perThread));
        return Math.addExact(withThreads, Math.multiplyExact(parked, perParked));
    }

    private long maximumHeap(long live) {
        long old = Math.addExact(
                Percent.of(live, calibration.get(Constant.HEAP_OLD_PERCENT)),
                Math.addExact(calibration.get(Constant.HEAP_OLD_SPARE), requestMemoryBytes()));
        return Mebibytes.roundUp(Math.addExact(youngBytes(), old), calibration.get(Constant.HEAP_ALIGNMENT));
    }
}
