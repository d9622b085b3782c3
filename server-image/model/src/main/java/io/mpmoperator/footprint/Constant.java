package io.mpmoperator.footprint;

import io.mpmoperator.mpm.Mode;
import java.util.Optional;

/** A number of the {@link Calibration}: bytes, or a percentage where the name ends in {@code -percent}. */
public enum Constant {
    CONTROL_PRIVATE("control.private", "control process: private bytes outside its heap, no child running"),
    CONTROL_HEAP("control.heap", "control process: its maximum heap; the same for every plan"),
    CONTROL_HEAP_FILLED(
            "control.heap-filled-percent",
            "control process: how much of its maximum heap is in memory at most, as a percentage"),
    CONTROL_PER_CHILD("control.per-child", "control process: private bytes more for each child that it tracks"),
    SHARED_ONCE("shared.once", "pages that all processes share (AOT archive, libjvm, jars): once a pod"),
    CHILD_PREFORK("child.prefork", "prefork child: private bytes that are neither heap nor a thread's"),
    CHILD_WORKER("child.worker", "worker child: private bytes that are neither heap nor a thread's"),
    CHILD_EVENT("child.event", "event child: private bytes that are neither heap nor a thread's"),
    CHILD_TLS_PREFORK("child.tls-prefork", "prefork child with TLS: private bytes outside the heap that TLS adds"),
    CHILD_TLS_THREADED(
            "child.tls-threaded", "worker and event child with TLS: private bytes outside the heap that TLS adds"),
    CHILD_SITE("child.site", "child with a site's rules: private bytes outside the heap that they add"),
    THREAD_PRIVATE("thread.private", "worker thread: stack touched, direct buffers and the JVM's own structures"),
    THREAD_STACK("thread.stack", "worker thread: stack reserved (-Xss), not touched"),
    CONNECTION_WORKER(
            "connection.worker", "connection with a prefork or worker thread: private bytes outside the heap"),
    CONNECTION_EVENT("connection.event", "connection with an event thread: private bytes outside the heap"),
    CONNECTION_TLS_WORKER(
            "connection.tls-worker", "TLS connection with a worker thread: private bytes outside the heap more"),
    CONNECTION_TLS_EVENT(
            "connection.tls-event", "TLS connection with an event thread: private bytes outside the heap more"),
    CONNECTION_PARKED("connection.parked", "connection parked in the listener: private bytes outside the heap"),
    HEAP_PREFORK("heap.prefork", "prefork child: live heap with no connection"),
    HEAP_WORKER("heap.worker", "worker child: live heap with no connection and no thread"),
    HEAP_EVENT("heap.event", "event child: live heap with no connection and no thread"),
    HEAP_TLS("heap.tls", "child with TLS: live heap that TLS adds before the first connection"),
    HEAP_SITE("heap.site", "child with a site's rules: live heap that the first of them adds"),
    HEAP_PER_SITE_DIRECTIVE("heap.per-site-directive", "directive of a site: live heap"),
    HEAP_PER_THREAD("heap.per-thread", "worker thread: live heap"),
    HEAP_PER_CONNECTION_WORKER("heap.per-connection-worker", "connection with a prefork or worker thread: live heap"),
    HEAP_PER_CONNECTION_EVENT("heap.per-connection-event", "connection with an event thread: live heap"),
    HEAP_PER_CONNECTION_PARKED("heap.per-connection-parked", "connection parked: live heap"),
    HEAP_TLS_PER_CONNECTION_ACTIVE("heap.tls-per-connection-active", "TLS connection with a thread: live heap more"),
    HEAP_TLS_PER_CONNECTION_PARKED("heap.tls-per-connection-parked", "TLS connection parked: live heap more"),
    HEAP_OLD_PERCENT("heap.old-percent", "old generation as a percentage of the live heap (Serial collector)"),
    HEAP_OLD_SPARE("heap.old-spare", "old generation: room beside that"),
    HEAP_YOUNG_PREFORK("heap.young-prefork", "prefork child: young generation beside what a request in progress holds"),
    HEAP_YOUNG_THREADED(
            "heap.young-threaded", "worker and event child: young generation beside what requests in progress hold"),
    HEAP_ALIGNMENT("heap.alignment", "the JVM rounds a maximum heap up to a multiple of this (Serial collector)"),
    HEAP_FILLED("heap.filled-percent", "child: how much of its maximum heap is in memory at most, as a percentage"),
    HEAP_OLD_INITIAL("heap.old-initial", "old generation that a JVM starts with; the AOT cache's objects must fit"),
    KERNEL_CONTROL(
            "kernel.control", "control process: page tables, stacks of the JVM's own threads, kernel structures"),
    KERNEL_PROCESS("kernel.process", "child: page tables, stacks of the JVM's own threads, kernel structures"),
    KERNEL_THREAD("kernel.thread", "worker thread: kernel stack and structures"),
    KERNEL_CONNECTION_ACTIVE("kernel.connection-active", "connection with a thread: socket and its buffers"),
    KERNEL_CONNECTION_PARKED("kernel.connection-parked", "connection parked: socket with empty buffers"),
    KERNEL_SLOW_CLIENT(
            "kernel.slow-client",
            "connection whose client takes nothing more: what the kernel keeps of its response (TCP_NOTSENT_LOWAT)"),
    KERNEL_BOUNDED_CLIENT(
            "kernel.bounded-client",
            "the same where its socket has small buffers, with what it sends (SO_SNDBUF, SO_RCVBUF)"),
    TASKS_CONTROL("tasks.control", "control process: tasks, which are threads as the kernel counts them"),
    TASKS_PREFORK("tasks.prefork", "prefork child: tasks"),
    TASKS_WORKER("tasks.worker", "worker child: tasks beside its worker threads"),
    TASKS_EVENT("tasks.event", "event child: tasks beside its worker threads"),
    SCOREBOARD_BASE("scoreboard.base", "scoreboard: its header"),
    SCOREBOARD_PER_PROCESS("scoreboard.per-process", "scoreboard: a process"),
    SCOREBOARD_PER_THREAD("scoreboard.per-thread", "scoreboard: a thread"),
    PAGE_CACHE_CONTENT("page-cache.content", "files that are served: page cache left to them, once a pod"),
    CODE_CACHE_C1("jvm.code-cache-c1", "code cache reserved where only C1 compiles"),
    CODE_CACHE_FULL("jvm.code-cache-full", "code cache reserved where C1 and C2 compile"),
    COMPILATION("jvm.compilation", "the compiler gives up a method that takes more than this"),
    METASPACE_CONTROL("jvm.metaspace-control", "control process: most metaspace"),
    METASPACE_CHILD("jvm.metaspace-child", "child: most metaspace"),
    DIRECT_PER_THREAD("jvm.direct-per-thread", "worker thread: direct memory allowed"),
    DIRECT_FLOOR("jvm.direct-floor", "direct memory allowed beside that"),
    MARGIN_PERCENT("margin.percent", "what is added to the sum of all components, as a percentage");

    private final String key;
    private final String meaning;

    Constant(String key, String meaning) {
        this.key = key;
        this.meaning = meaning;
    }

    /** The name in the calibration file, {@code thread.private}. */
    public String key() {
        return key;
    }

    /** What is measured, as it is written above the constant in the calibration file. */
    public String meaning() {
        return meaning;
    }

    static Constant childBase(Mode mode) {
        return valueOf("CHILD_" + mode.name());
    }

    /** Of the tasks of a mode's child. */
    public static Constant tasks(Mode mode) {
        return valueOf("TASKS_" + mode.name());
    }

    static Constant tlsBase(Mode mode) {
        return switch (mode) {
            case PREFORK -> CHILD_TLS_PREFORK;
            case WORKER, EVENT -> CHILD_TLS_THREADED;
        };
    }

    /** Of a connection that a thread of the mode works on. */
    static Constant connection(Mode mode) {
        return switch (mode) {
            case PREFORK, WORKER -> CONNECTION_WORKER;
            case EVENT -> CONNECTION_EVENT;
        };
    }

    /** What TLS adds to that; a prefork child has one such connection, which its {@link #tlsBase} holds. */
    static Optional<Constant> tlsConnection(Mode mode) {
        return switch (mode) {
            case PREFORK -> Optional.empty();
            case WORKER -> Optional.of(CONNECTION_TLS_WORKER);
            case EVENT -> Optional.of(CONNECTION_TLS_EVENT);
        };
    }

    /** Of the heap of a connection that a thread of the mode works on. */
    static Constant heapPerConnection(Mode mode) {
        return switch (mode) {
            case PREFORK, WORKER -> HEAP_PER_CONNECTION_WORKER;
            case EVENT -> HEAP_PER_CONNECTION_EVENT;
        };
    }

    static Constant heapBase(Mode mode) {
        return valueOf("HEAP_" + mode.name());
    }
}
