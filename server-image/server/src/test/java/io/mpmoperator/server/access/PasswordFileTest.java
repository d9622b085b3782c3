package io.mpmoperator.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes of the password {@code secret} that {@code htpasswd} wrote. */
class PasswordFileTest {

    private static final PasswordFile FILE = PasswordFile.ofLines(List.of(
            "# users",
            "",
            "bcrypt:$2y$05$vg/YbsV/cXQ9MEsULd2D7OK9chxtvXbqpqQrk9kGyQH3gLINX6I7.",
            "apr1:$apr1$gixITb64$bSAzSzrjCbEIVajt60Wlb1",
            "sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
            "sha256:$5$d8dP7CmVAmvkFMs0$UEWQ3mbgoeQObEESE9/ekXG.zQlXxEjAnXL/CTJt2zC",
            "sha512:$6$hlDaZjhlN6C6E4Kg$AuNpGNSq3U2.kaUEiTcDCgYSqnvk5HLgKZJTUb6WV151m/mWCAK5XMR8j65kiOjg4cQ3QN7Gb3AJctyhfltOh0",
            "plain:secret",
            "broken:$2y$05$short",
            "bcrypt:{SHA}second"));

    private static boolean accepts(String user, String password) {
        return FILE.hashOf(user)
                .map(hash -> PasswordHash.matches(password, hash))
                .orElse(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bcrypt", "apr1", "sha", "sha256", "sha512"})
    void acceptsTheRightPasswordAlone(String user) {
        assertTrue(accepts(user, "secret"));
        assertFalse(accepts(user, "Secret"));
        assertFalse(accepts(user, ""));
    }

    @Test
    void acceptsNoUserWhoIsNotThereAndNoHashThatIsNone() {
        assertFalse(accepts("eve", "secret"));
        assertFalse(accepts("plain", "secret"));
        assertFalse(accepts("broken", "secret"));
        assertEquals(7, FILE.size());
    }

    @Test
    void readsTheFieldOfSchemeBasic() {
        assertEquals(Optional.of(new BasicCredentials("joe", "a:b")), BasicCredentials.parse("basic am9lOmE6Yg=="));
        assertEquals(Optional.empty(), BasicCredentials.parse("Basic am9l"));
        assertEquals(Optional.empty(), BasicCredentials.parse("Basic ***"));
        assertEquals(Optional.empty(), BasicCredentials.parse("Bearer abc"));
        assertEquals("joe:***", new BasicCredentials("joe", "pw").toString());
    }
}
