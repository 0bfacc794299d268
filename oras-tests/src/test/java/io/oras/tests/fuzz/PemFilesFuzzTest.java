package io.oras.tests.fuzz;

import io.oras.api.content.ContentSource;
import io.oras.api.transport.PemFiles;
import io.oras.tests.property.PropertyRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys in the folders of a machine. */
class PemFilesFuzzTest {
  @TempDir Path folder;

  private static String block(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static byte[] key(String algorithm) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
  }

  @Test
  void aDamagedFileIsRefused() throws GeneralSecurityException {
    byte[] ec = key("EC");
    byte[] ed = key("Ed25519");
    Path file = folder.resolve("client.key");
    PropertyRunner.check(
        "pem",
        500,
        chance -> {
          String label =
              chance.pick(
                  "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "CERTIFICATE", "PUBLIC KEY");
          byte[] content = chance.mutated(chance.pick(ec, ed), "\u0000", "0\u0082");
          String text = block(label, content) + block("CERTIFICATE", chance.bytes(0, 50));
          byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
          Files.write(file, chance.oneIn(2) ? bytes : chance.mutated(bytes, "-----BEGIN X-----"));
          try {
            PemFiles.privateKey(ContentSource.ofFile(file));
          } catch (IOException e) {
            // Said so.
          }
          try {
            PemFiles.certificates(ContentSource.ofFile(file));
          } catch (IOException e) {
            // Said so.
          }
        });
  }
}
