package io.oras.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("AUTH-20")
class TokenRealmTest {
  private static final Origin REGISTRY = Origin.of(URI.create("https://r.example"));

  private static Optional<String> objection(String realm, Origin registry) {
    return TokenRealm.objection(URI.create(realm), registry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://auth.example/token",
        "https://r.example/token",
        "https://93.184.216.34/token",
        "https://[2606:2800:220:1::1]/token",
        "https://10.example/token",
        "https://172.32.0.1/token",
        "https://[64:ff9b::5db8:d822]/token",
        "https://1.0.0.1/token",
        "https://100.63.255.255/token",
        "https://100.128.0.0/token",
        "https://99.64.0.1/token",
        "https://223.255.255.255/token",
        "https://[2002:5db8:d822::]/token",
        "https://[2003:7f00:1::]/token",
        "https://[2102:7f00:1::]/token",
        "https://[64:ff9a::7f00:1]/token",
        "https://[64:fe9b::7f00:1]/token",
        "https://[65:ff9b::7f00:1]/token",
        "https://[164:ff9b::7f00:1]/token",
        "https://[fbff::1]/token"
      })
  void aPublicPlaceIsTrusted(String realm) {
    assertEquals(Optional.empty(), objection(realm, REGISTRY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/token",
        "https://127.9.9.9/token",
        "https://localhost/token",
        "https://a.localhost/token",
        "https://10.0.0.1/token",
        "https://172.16.0.1/token",
        "https://192.168.1.1/token",
        "https://169.254.169.254/latest",
        "https://100.64.0.1/token",
        "https://0.0.0.0/token",
        "https://255.255.255.255/token",
        "https://0177.0.0.1/token",
        "https://[::1]/token",
        "https://[::]/token",
        "https://[fe80::1]/token",
        "https://[fd00::1]/token",
        "https://[::ffff:127.0.0.1]/token",
        "https://[64:ff9b::7f00:1]/token",
        "https://[2002:7f00:1::]/token",
        "https://0.0.0.1/token",
        "https://100.127.255.255/token",
        "https://224.0.0.1/token",
        "https://239.255.255.255/token",
        "https://240.0.0.0/token",
        "https://[fc00::1]/token",
        "https://[fdff:ffff::1]/token",
        "https://[ff02::1]/token",
        "https://[64:ff9b::a00:1]/token",
        "https://[2002:a00:1::]/token",
        "https://[64:ff9b:1::a00:1]/token",
        "https://[::10.0.0.1]/token",
        "https://168.63.129.16/token",
        "https://192.0.0.192/token"
      })
  void aPlaceInsideANetworkIsRefused(String realm) {
    assertTrue(objection(realm, REGISTRY).orElseThrow().contains("internal address"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.1/token",
        "https://2130706433/token",
        "https://0x7f000001/token",
        "https://0x7f.0.0.0x1/token",
        "https://127.0.0.1./token",
        "https://localhost./token",
        "https://999.1.1.1/token",
        "ftp://auth.example/"
      })
  void whatDifferentReadersReadDifferentlyIsRefused(String realm) {
    assertTrue(objection(realm, REGISTRY).isPresent());
  }

  @Test
  void anEncryptedRegistryHasNoPlainTokenService() {
    assertTrue(
        objection("http://r.example/token?x=s3cr3t", REGISTRY)
            .orElseThrow()
            .equals("it is not encrypted but the registry is: http://r.example/token?x=***"));
    assertEquals(
        Optional.empty(),
        objection("http://auth.example/token", Origin.of(URI.create("http://r.example"))));
  }

  @Test
  void aRegistryInsideANetworkMayHaveItsTokenServiceOnTheSameHost() {
    Origin local = Origin.of(URI.create("http://127.0.0.1:5000"));
    assertEquals(Optional.empty(), objection("http://127.0.0.1:5001/token", local));
    assertTrue(objection("http://127.0.0.2:5001/token", local).isPresent());
    Origin six = Origin.of(URI.create("https://[::1]:5000"));
    assertEquals(Optional.empty(), objection("https://[0:0::1]/token", six));
  }

  private static void check(String registry, String address) throws Exception {
    Origin home = Origin.of(URI.create(registry));
    TokenRealm.rule(URI.create("https://auth.example/token"), home)
        .check(InetAddress.getByName(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "0.0.0.0",
        "0.0.0.1",
        "::",
        "169.254.169.254",
        "fe80::1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd20:ce::254",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::"
      })
  void aNameOfATokenServerThatResolvesToTheMachineItselfOrToACloudsSecretsIsRefused(
      String address) {
    TransportException e =
        assertThrows(TransportException.class, () -> check("https://r.example", address));
    assertEquals(TransportException.Kind.PERMANENT, e.kind());
    assertTrue(e.getMessage().contains("token server of r.example"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.216.34",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "100.64.0.1",
        "fd00::1",
        "2606:2800:220:1::1",
        "64:ff9b::5db8:d822"
      })
  void aNameOfATokenServerMayResolveToAnyOtherAddress(String address) throws Exception {
    check("https://r.example", address);
  }

  @Test
  void theRegistrysOwnAddressIsNoneToBeRefused() throws Exception {
    check("http://127.0.0.1:5000", "127.0.0.1");
    check("http://[::1]:5000", "::1");
    assertThrows(TransportException.class, () -> check("http://127.0.0.1:5000", "127.0.0.2"));
    assertNull(
        TokenRealm.rule(
            URI.create("https://r.example:444/token"), Origin.of(URI.create("https://r.example"))));
  }
}
