package io.mpmoperator.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.9.8.7, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1, 10.1.255.1, true",
        "10.1., 10.2.0.1, false",
        "10, 10.2.0.1, true",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.0/255.255.255.0, 192.168.1.9, true",
        "192.168.1.128/25, 192.168.1.127, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "10.0.0.0/8, ::ffff:10.1.1.1, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "2001:db8::/32, 2001:db8:1::5, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "::/0, 10.1.1.1, false",
        "fe80::/10, fe80::1%eth0, true",
    })
    void containsTheAddressesOfTheNetwork(String range, String address, boolean contained) {
        assertEquals(Optional.of(contained), IpAddress.parse(address).map(AddressRange.parse(range)::contains));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "10.1.2.3.4",
                "256.1.1.1",
                "10.0.0.0/33",
                "10.0.0.0/255.0.255.0",
                "::g",
                "1::2::3",
                "::1/129",
                "10..1",
                "10.1/x"
            })
    void refusesWhatIsNoNetwork(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "::, ::",
        "1::, 1::",
        "::ffff:1.2.3.4, 1.2.3.4",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
    })
    void writesAnAddressInItsShortestForm(String text, String expected) {
        assertEquals(Optional.of(expected), IpAddress.parse(text).map(IpAddress::toString));
    }
}
