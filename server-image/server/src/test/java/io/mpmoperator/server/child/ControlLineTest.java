package io.mpmoperator.server.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.nativecalls.LinuxPosix;
import io.mpmoperator.server.nativecalls.Posix;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ControlLineTest {

    private final Posix posix = new LinuxPosix();
    private final Posix.Pipe pipe = posix.pipe();
    private final CountDownLatch orphaned = new CountDownLatch(1);
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final ControlLine.Commands commands = new ControlLine.Commands(
            () -> done.add("logs reopened"),
            () -> done.add("certificate renewed"),
            last -> done.add(last ? "quiesced last" : "quiesced"));

    private ControlLine listen() throws IOException {
        ControlLine line = ControlLine.listen("/proc/self/fd/" + pipe.readEnd(), orphaned::countDown);
        posix.close(pipe.readEnd());
        return line;
    }

    private void command(byte command) {
        posix.write(pipe.writeEnd(), new byte[] {command});
    }

    /** As when a handler hangs while it is made, and somebody kills the control process. */
    @Test
    void anEndBeforeAnybodyObeysIsHeardWhateverTheChildIsJustAt() throws Exception {
        listen();
        command(ControlLine.QUIESCE);
        posix.close(pipe.writeEnd());
        assertTrue(orphaned.await(20, TimeUnit.SECONDS));
    }

    @Test
    void whatIsCommandedDuringTheStartIsDoneAfterIt() throws Exception {
        ControlLine line = listen();
        command(ControlLine.REOPEN_LOGS);
        command(ControlLine.QUIESCE);
        line.obey(commands);
        command(ControlLine.RENEW_CERTIFICATE);
        assertEquals("logs reopened", done.poll(20, TimeUnit.SECONDS));
        assertEquals("quiesced", done.poll(20, TimeUnit.SECONDS));
        assertEquals("certificate renewed", done.poll(20, TimeUnit.SECONDS));
        posix.close(pipe.writeEnd());
        assertNull(done.poll(100, TimeUnit.MILLISECONDS), "it quiesces once");
    }

    @Test
    void theEndMeansToQuiesce() throws Exception {
        listen().obey(commands);
        posix.close(pipe.writeEnd());
        assertEquals("quiesced last", done.poll(20, TimeUnit.SECONDS));
        assertEquals(1, orphaned.getCount());
    }
}
