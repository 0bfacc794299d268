package io.oras.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.UntrustedException;
import io.oras.tests.junit.OciRegistry;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OciRegistry
class SignaturesTest {
  @TempDir Path folder;
  private Path privateKey;
  private Path publicKey;

  @BeforeEach
  void makeKeys() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    privateKey = pem("release.key", "PRIVATE KEY", pair.getPrivate());
    publicKey = pem("release.pub", "PUBLIC KEY", pair.getPublic());
  }

  private Path pem(String name, String label, Key key) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
  }

  @Test
  void whatWasPushedIsSignedAndVerified(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    String reference = registry.host() + "/team/app:1.0";
    goals.push(reference).execute();
    VerifyMojo verify = goals.verify(reference);
    verify.keys = List.of(publicKey.toFile());
    MojoExecutionException unsigned = assertThrows(MojoExecutionException.class, verify::execute);
    assertEquals(UntrustedException.class, unsigned.getCause().getClass());
    goals.sign(privateKey).execute();
    verify.execute();
    String last = goals.log.get(goals.log.size() - 1);
    assertTrue(last.startsWith("[INFO] Verified " + reference), last);
    registry.check("team/app").verify();
  }

  @Test
  void pullTakesOnlyWhatThePolicyAccepts(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    String reference = registry.host() + "/team/app:1.0";
    goals.push(reference).execute();
    PullMojo pull = goals.pull(reference, folder.resolve("out"));
    pull.policy =
        Files.writeString(folder.resolve("policy.json"), "{\"default\":[{\"type\":\"reject\"}]}")
            .toFile();
    assertThrows(MojoExecutionException.class, pull::execute);
    assertTrue(Files.notExists(folder.resolve("out/app-1.0.jar")));
  }

  @Test
  void verifyAsksForKeysOrAPolicy(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    MojoExecutionException failure =
        assertThrows(
            MojoExecutionException.class, goals.verify(registry.host() + "/team/app:1.0")::execute);
    assertTrue(failure.getMessage().contains("either keys or a policy"), failure.getMessage());
  }

  @Test
  void missingPassphraseOfTheKeyNamesTheServer(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    goals.push(registry.host() + "/team/app:1.0").execute();
    SignMojo sign = goals.sign(privateKey);
    sign.keyServerId = "signing";
    MojoExecutionException failure = assertThrows(MojoExecutionException.class, sign::execute);
    assertTrue(failure.getMessage().contains("no server 'signing'"), failure.getMessage());
  }
}
