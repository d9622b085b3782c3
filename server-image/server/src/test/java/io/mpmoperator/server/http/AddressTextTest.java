package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {

    /** The examples of RFC 5952, section 4, among others. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8:0:0:0:0:0:0, 2001:db8::",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "127.0.0.1, 127.0.0.1",
        "::ffff:10.0.0.1, 10.0.0.1",
    })
    void isAsShortAsItCanBe(String address, String text) throws Exception {
        assertEquals(text, AddressText.of(InetAddress.getByName(address)));
    }

    @Test
    void hasNoZone() throws Exception {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
        assertEquals("fe80::1", AddressText.of(Inet6Address.getByAddress("", linkLocal, 3)));
    }
}
