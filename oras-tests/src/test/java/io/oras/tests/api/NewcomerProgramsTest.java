package io.oras.tests.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.Descriptor;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Programs as somebody writes them who has the Javadoc and the guides alone. */
class NewcomerProgramsTest extends ApiTest {
  private void publish() throws IOException {
    Path jar = write("target/app.jar", "classes");
    write("target/docs/index.html", "<h1>Docs</h1>");
    Path sbom = write("target/bom.json", "{\"spdxVersion\":\"SPDX-2.3\"}");
    app.push(
        "1.0",
        Artifact.of(CHART, Layer.of(jar), Layer.of(dir.resolve("target/docs"))),
        o -> o.tags("latest"));
    app.attach("1.0", Artifact.of(SBOM, Layer.of(sbom)));
  }

  @Test
  void filesOfABuildArePublishedWithAnSbom() throws IOException {
    publish();

    assertEquals(List.of("1.0", "latest"), app.tags());
    assertEquals(1, app.referrers("latest", SBOM).size());
    app.pull("latest", dir.resolve("sbom"), o -> o.referrer(SBOM));
    assertEquals("{\"spdxVersion\":\"SPDX-2.3\"}", Files.readString(dir.resolve("sbom/bom.json")));
  }

  @Test
  void repositoryIsMirroredWithReferrersUnderADeadline() throws IOException {
    publish();
    Repository mirror = oras.layout(dir.resolve("mirror"));

    oras.copyAllTags(app, mirror, o -> o.includeReferrers(true).timeout(Duration.ofMinutes(10)));

    assertEquals(app.tags(), mirror.tags());
    assertEquals(app.resolve("1.0").digest(), mirror.resolve("1.0").digest());
    assertEquals(1, mirror.referrers("1.0", SBOM).size());
  }

  @Test
  void oneFileOfAFolderLayerIsRead() throws IOException {
    publish();
    Descriptor docs =
        app.fetch("1.0").layers().stream()
            .filter(layer -> layer.title().equals(Optional.of("docs")))
            .findFirst()
            .orElseThrow();

    try (InputStream page = app.blobs().openEntry(docs, "docs/index.html")) {
      assertEquals("<h1>Docs</h1>", new String(page.readAllBytes(), UTF_8));
    }
  }

  @Test
  void vaultIsAskedOnceWithinTheLeaseOfACredential() throws IOException {
    AtomicInteger leases = new AtomicInteger();
    CredentialProvider vault =
        request -> {
          leases.incrementAndGet();
          return Optional.of(Credential.basic("ci", "secret"));
        };
    try (InProcessRegistry closed =
            InProcessRegistry.builder().auth(Auth.basic("ci", "secret")).start();
        Oras client =
            client()
                .credentials(CredentialProviders.cached(vault, Duration.ofMinutes(10)))
                .build()) {
      client.push(closed.host() + "/app:v1", Artifact.of(CHART, Layer.ofText("x")));
      assertEquals(List.of("v1"), client.tags(closed.host() + "/app"));
      int before = leases.get();
      assertEquals(List.of("v1"), client.tags(closed.host() + "/app"));
      assertEquals(before, leases.get());
    }
  }
}
