package io.oras.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.oras.api.transport.Origin;
import io.oras.core.wire.Urls;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a registry may say that its token service is. */
class TokenRealmFuzzTest {
  private static final URI REGISTRY = URI.create("https://reg.example/v2/");

  /** An address that only somebody inside a network reaches. */
  private static int[] internal(SeededRandom chance) {
    int a = chance.below(256);
    int b = chance.below(256);
    int c = chance.between(1, 254);
    return switch (chance.below(6)) {
      case 0 -> new int[] {127, a, b, c};
      case 1 -> new int[] {10, a, b, c};
      case 2 -> new int[] {192, 168, b, c};
      case 3 -> new int[] {169, 254, b, c};
      case 4 -> new int[] {172, chance.between(16, 31), b, c};
      default -> new int[] {0, 0, 0, 0};
    };
  }

  private static String number(SeededRandom chance, long value) {
    return switch (chance.below(3)) {
      case 0 -> String.valueOf(value);
      case 1 -> "0x" + Long.toHexString(value);
      default -> "0" + Long.toOctalString(value);
    };
  }

  /** The ways in which some resolver or other takes a text for that address. */
  private static String written(SeededRandom chance, int... ip) {
    long all = ((long) ip[0] << 24) | (ip[1] << 16) | (ip[2] << 8) | ip[3];
    String plain = ip[0] + "." + ip[1] + "." + ip[2] + "." + ip[3];
    String hex = "%s:%s".formatted(Long.toHexString(all >> 16), Long.toHexString(all & 0xffff));
    return switch (chance.below(9)) {
      case 0 -> plain;
      case 1 -> plain + ".";
      case 2 -> number(chance, all);
      case 3 -> number(chance, ip[0]) + "." + number(chance, all & 0xffffff);
      case 4 -> number(chance, ip[0]) + "." + number(chance, ip[1]) + "." + ((ip[2] << 8) | ip[3]);
      case 5 ->
          number(chance, ip[0])
              + "."
              + number(chance, ip[1])
              + "."
              + number(chance, ip[2])
              + "."
              + number(chance, ip[3]);
      case 6 -> "[::ffff:" + chance.pick(plain, hex) + "]";
      case 7 -> "[64:ff9b::" + chance.pick(plain, hex) + "]";
      default -> "[2002:" + hex + "::1]";
    };
  }

  @Test
  void noNotationOfAnInternalAddressPasses() {
    PropertyRunner.check(
        "realm",
        2000,
        chance -> {
          String host = written(chance, internal(chance));
          String realm =
              chance.pick("https://", "HTTPS://", "https://user@", "//")
                  + host
                  + chance.pick("", ":443", ":8080")
                  + chance.pick("", "/token", "?x=y");
          URI url;
          try {
            url = Urls.resolve(REGISTRY, realm);
          } catch (IllegalArgumentException e) {
            return; // No URL: nothing is sent.
          }
          assertNotEquals(Optional.empty(), TokenRealm.objection(url, Origin.of(REGISTRY)), realm);
        });
  }

  @Test
  void anyTextIsARealmOrNone() {
    PropertyRunner.check(
        "realm-mutated",
        2000,
        chance -> {
          String realm =
              chance.mutated(
                  "https://auth.example:5000/token?a=b",
                  "http",
                  "//",
                  "@",
                  "[",
                  "]",
                  "::1",
                  "127.0.0.1",
                  "localhost",
                  "\u3002",
                  "\uff0e",
                  "#",
                  "%31",
                  ":",
                  "\\");
          try {
            URI url = Urls.resolve(REGISTRY, realm);
            if (TokenRealm.objection(url, Origin.of(REGISTRY)).isEmpty()) {
              assertEquals("https", url.getScheme().toLowerCase(java.util.Locale.ROOT));
            }
          } catch (IllegalArgumentException e) {
            // Said so.
          }
        });
  }
}
