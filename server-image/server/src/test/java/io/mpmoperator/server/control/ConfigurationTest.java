package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.control.Configuration.Offer;
import io.mpmoperator.server.files.OutsideFile;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.StandardStreams;
import io.mpmoperator.testing.HangingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    private static final String RUNNING = "ServerMPM event\nTimeout 60\n";
    private static final String NEXT = "ServerMPM event\nTimeout 30\n";

    @TempDir
    private Path folder;

    private Configuration configuration;

    @BeforeEach
    void isThere() throws IOException {
        configuration = new Configuration(write("webserver.conf", RUNNING));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Optional<String> announced() throws IOException {
        return configuration.announcement().flatMap(configuration::offered).map(ConfigurationTest::text);
    }

    private static String text(Offer offer) {
        return switch (offer) {
            case Offer.Usable(Configuration.Source source) -> source.text();
            case Offer.Unusable(String reason) -> "unusable: " + reason;
        };
    }

    private RestartRequest announcement() throws IOException {
        String hash = configuration.announcement().orElseThrow();
        return RestartRequest.announced(hash, configuration.offered(hash).orElseThrow());
    }

    @Test
    void aChangedFileAloneAnnouncesNothing() throws IOException {
        write("webserver.conf", NEXT);

        assertEquals(Optional.empty(), announced());
    }

    @Test
    void aHashThatNoFileHasYetAnnouncesNothing() throws IOException {
        write("webserver.conf.sha256", new Sha256(NEXT).hex());

        assertEquals(Optional.empty(), announced());
    }

    @Test
    void theHashOfWhatTheFileHoldsAnnouncesIt() throws IOException {
        write("webserver.conf.sha256", new Sha256(NEXT).hex() + "\n");
        write("webserver.conf", NEXT);

        assertEquals(Optional.of(NEXT), announced());
    }

    @Test
    void theHashOfACandidateAnnouncesItBesideTheFileThatWasAccepted() throws IOException {
        write("webserver.conf.sha256", new Sha256(NEXT).hex() + "\n");
        write("webserver.conf.candidate", NEXT);

        assertEquals(Optional.of(NEXT), announced());
        assertEquals(Optional.of(new Sha256(RUNNING).hex()), configuration.hash());
    }

    @Test
    void aSignalMeansTheFileAndAnAnnouncementWhatHadItsHashWhenItWasRead() throws Exception {
        write("webserver.conf.sha256", new Sha256(NEXT).hex());
        write("webserver.conf.candidate", NEXT);
        RestartRequest announced = announcement();
        write("webserver.conf.candidate", "something else by now");

        assertEquals(
                RUNNING, configuration.source(RestartRequest.signalled(true)).text());
        assertEquals(NEXT, configuration.source(announced).text());
    }

    @Test
    void anAnnouncedCandidateThatCannotBeReadIsRefusedAndNotPassedOver() throws IOException {
        write("webserver.conf.sha256", new Sha256(NEXT).hex());
        Path candidate = write("webserver.conf.candidate", "#".repeat(OutsideFile.MOST_BYTES + 1));
        String name = "cannot read the configuration " + candidate + ": ";

        assertRefused(name + "it has more than 262144 bytes", () -> configuration.source(announcement()));
        Files.delete(candidate);
        Files.createDirectory(candidate);
        assertRefused(name + "it is no regular file", () -> configuration.source(announcement()));
    }

    /** The control process has a small heap, and whoever fills it ends the whole site. */
    @Test
    void aFileThatIsLargerThanThereIsMemoryForIsRefused() throws IOException {
        write("webserver.conf", RUNNING + "#" + "x".repeat(OutsideFile.MOST_BYTES) + "\n");

        assertRefused("it has more than 262144 bytes", () -> configuration.source(RestartRequest.signalled(true)));
        assertRefused("it has more than 262144 bytes", configuration::read);
        assertEquals(Optional.empty(), configuration.hash());
    }

    /** Whoever opened it would wait for somebody who writes into it. */
    @Test
    @Tag("process")
    @Timeout(30)
    void aFifoInPlaceOfAFileKeepsNobodyWaiting() throws Exception {
        Path file = folder.resolve("webserver.conf");
        Files.delete(file);
        for (Path fifo :
                List.of(file, folder.resolve("webserver.conf.sha256"), folder.resolve("webserver.conf.candidate"))) {
            assertEquals(
                    0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        }

        assertRefused("it is no regular file", () -> configuration.source(RestartRequest.signalled(true)));
        assertEquals(Optional.empty(), configuration.hash());
        assertEquals(Optional.empty(), configuration.announcement());
        assertEquals(
                Optional.of("unusable: cannot read the configuration " + folder.resolve("webserver.conf.candidate")
                        + ": it is no regular file"),
                configuration.offered("c0ffee").map(ConfigurationTest::text));
    }

    /** The control loop reads them: who waits in it for a file hears no signal and replaces no child. */
    @Test
    @Timeout(30)
    void aFileThatDoesNotAnswerIsGivenUp() throws Exception {
        String hangs = "it does not answer within 2000 ms";
        try (HangingFile _ = HangingFile.write(folder.resolve("webserver.conf"), RUNNING);
                HangingFile _ = HangingFile.write(folder.resolve("webserver.conf.sha256"), "c0ffee");
                HangingFile _ = HangingFile.write(folder.resolve("webserver.conf.candidate"), NEXT)) {
            assertRefused(hangs, () -> configuration.source(RestartRequest.signalled(true)));
            assertEquals(Optional.empty(), configuration.hash());
            assertEquals(Optional.empty(), configuration.announcement());
            String unusable =
                    configuration.offered("c0ffee").map(ConfigurationTest::text).orElse("nothing");
            assertTrue(unusable.startsWith("unusable: ") && unusable.contains(hangs), unusable);

            Files.delete(folder.resolve("webserver.conf"));
            write("webserver.conf", NEXT);
            assertEquals(
                    NEXT,
                    configuration.source(RestartRequest.signalled(true)).text(),
                    "whoever mends it is heard at once");
        }
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve("webserver.conf"), new byte[] {(byte) 0xff, 0});

        assertRefused("it is no text in UTF-8", configuration::read);
    }

    @Test
    void aLogThatIsAFileOfTheServersOwnIsRefused() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.log"), folder.resolve("webserver.conf"));
        Path jar = write("handlers.jar", "");
        for (Path own : List.of(
                folder.resolve("webserver.conf"),
                folder.resolve("sub/../webserver.conf"),
                link,
                folder.resolve("webserver.conf.candidate"),
                folder.resolve("webserver.conf.sha256"),
                folder.resolve("tls.crt"),
                folder.resolve("tls.key"),
                jar)) {
            for (String log : List.of("ErrorLog " + own, "CustomLog " + own + " combined")) {
                write(
                        "webserver.conf",
                        RUNNING + log + "\nHandlerPath " + jar + "\nSSLCertificateFile " + folder
                                + "/tls.crt\nSSLCertificateKeyFile " + folder + "/tls.key\n");
                assertRefused("a file of its own is accepted", configuration::read);
            }
        }
        write("webserver.conf", RUNNING + "ErrorLog " + folder + "/e.log\nCustomLog " + folder + "/a.log json\n");
        assertEquals(Optional.of(configuration.read().sha256().hex()), configuration.hash());
    }

    private static void assertRefused(String reason, Executable reading) {
        String said = String.valueOf(
                assertThrows(ConfigurationException.class, reading).getMessage());
        assertTrue(said.contains(reason), said);
    }

    @Test
    void theHashIsTheOneOfSha256sum() {
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", new Sha256("").hex());
    }

    @Test
    void aRunningServerTakesUpNoFileThatIsAboutToBeWritten() throws Exception {
        MpmSettings running = configuration.readToServe().plan().settings();
        Log log = Log.to(folder.resolve("log").toString(), LogSettings.LogLevel.INFO, StandardStreams.OWN);
        for (String empty : List.of("", "\n\n", "# the site\n  # of us\n")) {
            Configuration.Source source = new Configuration.Source(folder.resolve("webserver.conf"), empty);
            String message = String.valueOf(
                    assertThrows(ConfigurationException.class, () -> configuration.reread(source, running, log))
                            .getMessage());
            assertTrue(message.contains("webserver.conf: there is no directive in it"), message);
        }
        log.end();
    }
}
