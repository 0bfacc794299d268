package io.oras.auth.docker;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.oras.api.error.CredentialException;
import io.oras.tests.property.PropertyRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a credential helper prints. */
class CredentialHelperFuzzTest {
  private static final String OUTPUT =
      "{\"ServerURL\":\"https://reg.example\",\"Username\":\"ann\",\"Secret\":\"s3cr3t-word\"}";

  @Test
  void outputIsACredentialOrAnErrorThatDoesNotRepeatIt() {
    CredentialHelper helper =
        new CredentialHelper(Path.of("docker-credential-test"), Duration.ofSeconds(1));
    PropertyRunner.check(
        "credential-helper",
        1000,
        chance -> {
          String[] fragments = {
            "{", "}", "\"", ":", ",", "null", "1", "\"Secret\":", "<token>", "\\u00"
          };
          byte[] output = chance.mutated(OUTPUT.getBytes(StandardCharsets.UTF_8), fragments);
          try {
            helper
                .parse(output)
                .ifPresent(found -> assertFalse(found.toString().contains("s3cr3t-word")));
          } catch (CredentialException e) {
            assertFalse(e.toString().contains("s3cr3t"), e::toString);
          }
        });
  }
}
