package io.oras.api.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyExclusionsTest {
  @ParameterizedTest
  @CsvSource({
    "'', reg.example, 443, false",
    "'', localhost, 443, true",
    "'', 127.1.2.3, 443, true",
    "'', [::1], 443, true",
    "*, reg.example, 443, true",
    "'a.example, reg.example', reg.example, 443, true",
    "reg.example, REG.example, 443, true",
    "reg.example, a.reg.example, 443, true",
    "reg.example, notreg.example, 443, false",
    ".example, reg.example, 443, true",
    ".reg.example, reg.example, 443, false",
    "*.example, reg.example, 443, true",
    "reg.example:5000, reg.example, 5000, true",
    "reg.example:5000, reg.example, 443, false",
    "10.0.0.0/8, 10.200.3.4, 443, true",
    "10.0.0.0/8, 11.0.0.1, 443, false",
    "10.128.0.0/9, 10.127.0.1, 443, false",
    "10.0.0.0/99, 10.0.0.1, 443, false",
    "192.168.1.1, 192.168.1.1, 80, true",
    "192.168.1.1:80, 192.168.1.1, 80, true",
    "192.168.1.1:80, 192.168.1.1, 81, false",
    "192.168.1.1, 192.168.1.10, 80, false",
    "2001:db8::/32, [2001:db8:0:0:0:0:0:1], 443, true",
    "2001:db8::/32, [2001:db9:0:0:0:0:0:1], 443, false",
    "[2001:db8::1]:5000, [2001:db8:0:0:0:0:0:1], 5000, true",
    "[2001:db8::1]:5000, [2001:db8:0:0:0:0:0:1], 443, false",
    "2001:db8::/32, 10.0.0.1, 443, false",
    "10.0.0.0/8, reg.example, 443, false",
    "999.1.1.1, 999.1.1.1, 443, true",
  })
  void placesAreMatchedByNameSuffixAddressNetworkAndPort(
      String variable, String host, int port, boolean straight) {
    assertEquals(straight, new ProxyExclusions(variable).matches(host, port));
  }
}
