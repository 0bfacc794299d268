package io.oras.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.transport.PemFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemFilesTest {
  @TempDir Path folder;

  @Test
  void keysOfTheOldFormsAreThoseOfPkcs8() throws Exception {
    assertEquals(
        PemFiles.privateKey(TestTls.pem("rsa-pkcs8.key")),
        PemFiles.privateKey(TestTls.pem("rsa-pkcs1.key")));
    assertEquals(secret("client-pkcs8.key"), secret("client.key"));
    assertEquals("EdDSA", PemFiles.privateKey(TestTls.pem("ed25519.key")).getAlgorithm());
  }

  private static BigInteger secret(String name) throws Exception {
    return ((ECPrivateKey) PemFiles.privateKey(TestTls.pem(name))).getS();
  }

  @Test
  void bundleHoldsAllCertificatesAndTextBetween() throws Exception {
    Path bundle =
        Files.writeString(
            folder.resolve("bundle.pem"),
            "a comment\n"
                + Files.readString(TestTls.file("ca.pem"))
                + "another - one\n"
                + Files.readString(TestTls.file("server.pem")));
    assertEquals(2, PemFiles.certificates(ContentSource.ofFile(bundle)).size());
  }

  @Test
  void fileThatHoldsSomethingElseIsNamed() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
    Path bad =
        Files.writeString(
            folder.resolve("bad.pem"),
            "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n");
    for (IOException e :
        new IOException[] {
          assertThrows(IOException.class, () -> PemFiles.certificates(ContentSource.ofFile(empty))),
          assertThrows(IOException.class, () -> PemFiles.privateKey(ContentSource.ofFile(empty))),
          assertThrows(IOException.class, () -> PemFiles.certificates(ContentSource.ofFile(bad))),
        }) {
      assertTrue(e.toString().contains(folder.toString()), e.toString());
    }
    IOException e =
        assertThrows(IOException.class, () -> PemFiles.privateKey(TestTls.pem("encrypted.key")));
    assertTrue(e.toString().contains("openssl pkcs8"), e.toString());
  }

  private IOException refused(String label, String hex) throws Exception {
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    Path key =
        Files.writeString(
            folder.resolve("odd.key"),
            "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label));
    return assertThrows(IOException.class, () -> PemFiles.privateKey(ContentSource.ofFile(key)));
  }

  @ParameterizedTest
  @CsvSource({
    "PRIVATE KEY, 30030201ff, not RSA",
    "EC PRIVATE KEY, 30, damaged",
    "EC PRIVATE KEY, 3006020101040100, damaged",
    "EC PRIVATE KEY, 3008020101040100a0ff, damaged",
    "EC PRIVATE KEY, 3008020101040100a100, without the name of its curve",
  })
  void keyThatCannotBeReadIsRefusedWithItsFile(String label, String hex, String says)
      throws Exception {
    IOException e = refused(label, hex);
    assertTrue(e.getMessage().contains(says), e.getMessage());
    assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
  }
}
