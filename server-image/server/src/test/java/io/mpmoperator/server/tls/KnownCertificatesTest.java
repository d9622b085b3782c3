package io.mpmoperator.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownCertificatesTest {

    private static final CertificatesInForce ONE = CertificatesInForce.NONE.with("/a", "0a");
    private static final CertificatesInForce TWO = ONE.with("/b", "0b");

    @Test
    void oneIsKnownByItsOwnHash() {
        assertEquals("0a", ONE.digest());
    }

    @Test
    void severalAreKnownByAHashOfAll() {
        assertEquals(64, TWO.digest().length());
        assertEquals(
                TWO.digest(),
                CertificatesInForce.NONE.with("/b", "0b").with("/a", "0a").digest());
        assertNotEquals(TWO.digest(), TWO.with("/a", "0b").with("/b", "0a").digest());
    }

    @Test
    void childrenMayHaveThoseFromBefore() {
        KnownCertificates known = KnownCertificates.NONE.and(TWO).and(TWO.with("/b", "0c"));

        assertEquals(Optional.of(TWO), known.of(TWO.digest()));
        assertEquals(Optional.empty(), known.of("0d"));
    }

    @Test
    void theLastSixteenAreKnown() {
        KnownCertificates known = KnownCertificates.NONE;
        for (int i = 0; i < 17; i++) {
            known = known.and(TWO.with("/b", "" + i));
        }

        assertEquals(16, known.byDigest().size());
        assertEquals(Optional.empty(), known.of(TWO.with("/b", "0").digest()));
    }
}
