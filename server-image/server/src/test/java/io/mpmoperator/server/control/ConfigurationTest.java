package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    private Optional<String> announced() {
        return configuration.announced(new Sha256(RUNNING)::hex);
    }

    @Test
    void aChangedFileAloneAnnouncesNothing() throws IOException {
        write("webserver.conf", NEXT);

        assertEquals(Optional.empty(), announced());
    }

    @Test
    void aHashThatTheFileDoesNotHaveYetAnnouncesNothing() throws IOException {
        write("webserver.conf.sha256", new Sha256(NEXT).hex());

        assertEquals(Optional.empty(), announced());
    }

    @Test
    void theHashOfWhatTheFileHoldsAnnouncesIt() throws IOException {
        write("webserver.conf.sha256", new Sha256(NEXT).hex() + "\n");
        write("webserver.conf", NEXT);

        assertEquals(Optional.of(new Sha256(NEXT).hex()), announced());
    }

    @Test
    void whatRunsAlreadyIsNotAnnounced() throws IOException {
        write("webserver.conf.sha256", new Sha256(RUNNING).hex());

        assertEquals(Optional.empty(), announced());
    }

    @Test
    void theHashIsTheOneOfSha256sum() {
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", new Sha256("").hex());
    }
}
