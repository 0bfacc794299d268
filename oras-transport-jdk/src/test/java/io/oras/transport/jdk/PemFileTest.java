package io.oras.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemFileTest {
  @TempDir Path folder;

  @Test
  void keysOfTheOldFormsAreThoseOfPkcs8() throws Exception {
    assertEquals(
        TestTls.pem("rsa-pkcs8.key").privateKey(), TestTls.pem("rsa-pkcs1.key").privateKey());
    assertEquals(secret("client-pkcs8.key"), secret("client.key"));
    assertEquals("EdDSA", TestTls.pem("ed25519.key").privateKey().getAlgorithm());
  }

  private static BigInteger secret(String name) throws Exception {
    return ((ECPrivateKey) TestTls.pem(name).privateKey()).getS();
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
    assertEquals(2, PemFile.read(bundle).certificates().size());
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
          assertThrows(IOException.class, () -> PemFile.read(empty).certificates()),
          assertThrows(IOException.class, () -> PemFile.read(empty).privateKey()),
          assertThrows(IOException.class, () -> PemFile.read(bad)),
        }) {
      assertTrue(e.toString().contains(folder.toString()), e.toString());
    }
    IOException e =
        assertThrows(IOException.class, () -> TestTls.pem("encrypted.key").privateKey());
    assertTrue(e.toString().contains("openssl pkcs8"), e.toString());
  }
}
