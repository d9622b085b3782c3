package io.mpmoperator.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {

    private static final String SECRET = "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=";
    private static final String SECRET_BY_BCRYPT = "$2y$05$vg/YbsV/cXQ9MEsULd2D7OK9chxtvXbqpqQrk9kGyQH3gLINX6I7.";
    private static final BasicCredentials JOE = new BasicCredentials("joe", "secret");

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final Passwords passwords = new Passwords(nanos::get);

    private String file(String... lines) throws IOException {
        return Files.write(folder.resolve("users"), List.of(lines)).toString();
    }

    private void aSecondGoesBy() {
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void followAFileThatChanges() throws IOException {
        String users = file("joe:" + SECRET);
        assertTrue(passwords.accept(users, JOE));
        file("ann:" + SECRET);
        assertTrue(passwords.accept(users, JOE), "looked at once a second");
        aSecondGoesBy();
        assertFalse(passwords.accept(users, JOE));
        assertTrue(passwords.accept(users, new BasicCredentials("ann", "secret")));
    }

    @Test
    void doNotOutliveTheHashThatTheyWereRightFor() throws IOException {
        String users = file("joe:" + SECRET_BY_BCRYPT);
        assertTrue(passwords.accept(users, JOE));
        file("joe:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=");
        aSecondGoesBy();
        assertFalse(passwords.accept(users, JOE));
        assertTrue(passwords.accept(users, new BasicCredentials("joe", "password")));
    }

    @Test
    void areNoneWithoutTheirFile() {
        String nowhere = folder.resolve("nowhere").toString();
        assertThrows(NoSuchFileException.class, () -> passwords.accept(nowhere, JOE));
    }

    @Test
    void haveTheGroupsOfAUser() throws IOException {
        String groups = file("admins: joe ann", "readers: joe");
        assertEquals(Set.of("admins", "readers"), passwords.groupsOf(groups, "joe"));
        assertEquals(Set.of(), passwords.groupsOf(groups, "eve"));
    }

    @Test
    void areRememberedWhenTheyWereRightAndNotTooMany() {
        VerifiedCredentials verified = new VerifiedCredentials();
        assertTrue(verified.matches(JOE, SECRET));
        assertFalse(verified.matches(new BasicCredentials("joe", "other"), SECRET));
        assertEquals(1, verified.size());
        for (int i = 0; i < 1000; i++) {
            assertTrue(verified.matches(new BasicCredentials("user" + i, "secret"), SECRET));
        }
        assertEquals(256, verified.size());
    }
}
