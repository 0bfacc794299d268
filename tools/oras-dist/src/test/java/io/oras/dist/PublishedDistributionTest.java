package io.oras.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.tests.real.RealRegistry;
import io.oras.tests.real.RegistryProgram;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The distribution that the build made publishes itself, by the script for releases. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PublishedDistributionTest {
  @TempDir Path folder;

  @Test
  void distributionPublishesItselfWithSbomAndSignatures() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      publish(registry.host());
      assertEquals(1, registry.tags("tools/oras").size());
      registry.check("tools/oras").verify();
      String tagged = "/v2/tools/oras/manifests/" + registry.tags("tools/oras").get(0);
      List<String> requests = registry.requests().stream().map(LoggedRequest::line).toList();
      assertEquals(
          List.of("PUT " + tagged),
          requests.stream().filter(line -> line.endsWith(tagged)).toList(),
          "the digest decides what is signed, and the tag is set when everything is verified");
      assertEquals("PUT " + tagged, requests.get(requests.size() - 1));
    }
  }

  @Test
  void nothingIsPushedIfAKeyIsMissing() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      Path output = folder.resolve("output");
      String archive = DistributionTest.archive(".tar.gz").toString();
      Process script =
          new ProcessBuilder(
                  "bash", "publish", registry.host() + "/oras", "no.key", "no.pub", archive)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertEquals(1, script.waitFor());
      assertEquals("publish: cannot read no.key\n", Files.readString(output));
      assertEquals(List.of(), registry.requests());
    }
  }

  @Tag("real")
  @ParameterizedTest
  @EnumSource(
      value = RegistryProgram.class,
      names = {"DOCKER_REGISTRY", "DISTRIBUTION"})
  void distributionPublishesItselfToARealRegistry(RegistryProgram program) throws Exception {
    try (RealRegistry registry =
        RealRegistry.start(program, Files.createDirectory(folder.resolve("registry")))) {
      publish(registry.host());
    }
  }

  private void publish(String registry) throws Exception {
    Path archive = DistributionTest.archive(".tar.gz");
    String version = System.getProperty("dist.version");
    Path sbom = archive.resolveSibling("oras-" + version + ".cdx.json");
    assumeTrue(
        Files.exists(sbom),
        "skipped: the distribution has no SBOM: Maven makes none with -o and -Dquick");
    String libraries = Files.readString(sbom);
    for (String library :
        new String[] {
          "CycloneDX", "oras-cli", "oras-core", "picocli", "httpclient5", "httpcore5", "toml"
        }) {
      assertTrue(libraries.contains("\"" + library + "\""), library);
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    Path output = folder.resolve("output");
    ProcessBuilder script =
        new ProcessBuilder(
                "bash",
                "publish",
                registry + "/tools/oras",
                pem("PRIVATE KEY", keys.getPrivate()).toString(),
                pem("PUBLIC KEY", keys.getPublic()).toString(),
                archive.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    script.environment().keySet().removeIf(name -> !name.equals("PATH"));
    script.environment().put("HOME", folder.toString());
    int exit = script.start().waitFor();
    String printed = Files.readString(output);
    assertEquals(0, exit, printed);
    assertTrue(printed.contains("application/vnd.cyclonedx+json"), printed);
    assertEquals(2, printed.split("Signed by PUBLIC-KEY.pem", -1).length - 1, printed);
    assertTrue(printed.contains("Version:      " + version), printed);
  }

  private Path pem(String kind, Key key) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return Files.writeString(
        folder.resolve(kind.replace(' ', '-') + ".pem"),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind));
  }
}
