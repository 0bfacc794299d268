package io.oras.auth.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.error.CredentialException;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The configuration of docker is anybody's file. */
class DockerConfigFuzzTest {
  private static final String CONFIG =
      """
      {"auths":{"reg.example":{"auth":"YW5uOnMzY3JldA=="},"reg.example/team":{"username":"a","password":"b"},
      "https://index.docker.io/v1/":{"identitytoken":"t","email":"x@y"}},
      "credHelpers":{"other.example":"pass"},"credsStore":"desktop","HttpHeaders":{"User-Agent":"d"}}
      """;

  private static final String[] FRAGMENTS =
      SeededRandom.jsonFragments(
          "1e999999999",
          "-0",
          "\\u0000",
          "\\ud800",
          "\"auth\":",
          "[".repeat(50_000),
          "{\"a\":".repeat(5000),
          "9".repeat(3000));

  private static CredentialRequest request(String registry) {
    return CredentialRequest.of(registry);
  }

  private static Credential credential(SeededRandom chance) {
    String secret = "s" + chance.anyText(12).replace("\0", "");
    return switch (chance.below(3)) {
      case 0 -> Credential.basic("u" + chance.anyText(6).replace(":", ""), secret);
      case 1 -> Credential.identityToken(secret);
      default -> Credential.registryToken(secret);
    };
  }

  private static DockerConfig parse(byte[] json) throws CredentialException {
    return DockerConfig.parse("config.json", json);
  }

  @Test
  void aStoredCredentialIsFoundAndTheRestStays() {
    PropertyRunner.check(
        "docker-config",
        500,
        chance -> {
          DockerConfig before = parse(CONFIG.getBytes(StandardCharsets.UTF_8));
          String registry = chance.pick("reg.example", "new.example:5000", "docker.io");
          Credential credential = credential(chance);
          DockerConfig after =
              parse(CredentialJson.format(before.with(registry, credential).json()));
          assertEquals(
              Optional.of(credential.identity()),
              after.find(request(registry)).map(Credential::identity));
          assertEquals(before.json().get("HttpHeaders"), after.json().get("HttpHeaders"));
          assertEquals(Optional.empty(), after.without(registry).find(request(registry)));
        });
  }

  @Test
  void aBrokenConfigurationIsACredentialExceptionThatQuotesNoSecret() {
    PropertyRunner.check(
        "docker-config-mutated",
        500,
        chance -> {
          try {
            DockerConfig config =
                parse(chance.mutated(CONFIG.getBytes(StandardCharsets.UTF_8), FRAGMENTS));
            config.find(request("reg.example"));
            config.helper("other.example");
            JsonObject json = config.with("reg.example", Credential.basic("u", "p")).json();
            assertEquals(json, parse(CredentialJson.format(json)).json());
          } catch (CredentialException e) {
            assertEquals(-1, e.toString().indexOf("YW5u"), e::toString);
          }
        });
  }
}
