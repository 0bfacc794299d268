package io.oras.core.registry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.StoreException;
import io.oras.api.model.Digest;
import io.oras.core.registry.Fixture;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RegistryCapabilitiesTest {
  private final RegistryCapabilities memory = new RegistryCapabilities();

  private static ReferrersChange change(Digest digest) {
    return new ReferrersChange(digest, null);
  }

  @Test
  void nothingIsKeptOfUpdatesThatHaveEnded() throws IOException {
    for (int i = 0; i < 1000; i++) {
      Digest subject = Fixture.digest("subject " + i);
      memory.update(
          "r.example/demo",
          subject,
          change(subject),
          changes -> assertEquals(1, memory.updatesUnderWay()));
    }
    assertEquals(0, memory.updatesUnderWay());
  }

  @Test
  void nothingIsKeptOfUpdatesThatFailed() {
    Digest subject = Fixture.digest("subject");
    assertThrows(
        StoreException.class,
        () ->
            memory.update(
                "r.example/demo",
                subject,
                change(subject),
                changes -> {
                  throw new StoreException("full");
                }));
    assertEquals(0, memory.updatesUnderWay());
  }
}
