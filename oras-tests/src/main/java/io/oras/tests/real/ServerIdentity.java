package io.oras.tests.real;

import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for {@code 127.0.0.1} and {@code localhost}, signed by its own authority and valid
 * for a day. The files are in PEM.
 *
 * @param authority the authority's certificate, which clients must trust
 * @param certificate of the server
 * @param key of the server, not encrypted
 */
public record ServerIdentity(Path authority, Path certificate, Path key) {
  private static final String STORE_PASSWORD = "not-a-secret";

  /** Creates a certificate with the JDK's {@code keytool}. */
  public static ServerIdentity make(Path folder) throws IOException {
    Path store = folder.resolve("keys.p12");
    keytool(store, "authority", "CN=Authority of a test", "-ext", "bc:c");
    keytool(
        store,
        "server",
        "CN=localhost",
        "-signer",
        "authority",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost");
    try (InputStream in = Files.newInputStream(store)) {
      char[] password = STORE_PASSWORD.toCharArray();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password);
      return new ServerIdentity(
          pem(folder, "CERTIFICATE", "ca.pem", keys.getCertificate("authority").getEncoded()),
          pem(folder, "CERTIFICATE", "server.pem", keys.getCertificate("server").getEncoded()),
          pem(folder, "PRIVATE KEY", "server.key", keys.getKey("server", password).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("keytool made keys that cannot be read", e);
    }
  }

  private static void keytool(Path store, String alias, String name, String... more)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", name, "-keyalg", "EC"));
    command.addAll(List.of("-validity", "1", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!keytool.waitFor(SafetyLimit.SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IOException("keytool failed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool was running", e);
    } finally {
      keytool.destroyForcibly();
    }
  }

  private static Path pem(Path folder, String kind, String file, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
