package io.mpmoperator.server.threads;

/** Makes the server's own threads: each is held to what its maker is held to when it dies. */
public final class OwnThread {

    private OwnThread() {}

    /** A thread that has yet to be started, and does not keep the process alive. */
    public static Thread daemon(String name, Runnable work) {
        return ownedLikeThis(Thread.ofPlatform().name(name).daemon().unstarted(work));
    }

    /** A thread that has yet to be started. */
    public static Thread unstarted(String name, Runnable work) {
        return ownedLikeThis(Thread.ofPlatform().name(name).unstarted(work));
    }

    /** A handler of a thread is not inherited, so that what an application starts from here has none. */
    private static Thread ownedLikeThis(Thread thread) {
        thread.setUncaughtExceptionHandler(Thread.currentThread().getUncaughtExceptionHandler());
        return thread;
    }
}
