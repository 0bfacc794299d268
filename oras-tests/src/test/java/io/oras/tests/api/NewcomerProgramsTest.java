package io.oras.tests.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.adapters.DriveStore;
import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
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

  /** The answer of a registry to a password that has expired. */
  private record Refusal(URI uri) implements TransportResponse {
    @Override
    public int status() {
      return 401;
    }

    @Override
    public Headers headers() {
      return Headers.of("WWW-Authenticate", "Basic realm=\"registry\"");
    }

    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }

    @Override
    public void close() {}
  }

  private static boolean accepts(TransportRequest request, int lease) {
    byte[] user = ("ci:password" + lease).getBytes(UTF_8);
    return request
        .headers()
        .first("Authorization")
        .equals(Optional.of("Basic " + Base64.getEncoder().encodeToString(user)));
  }

  @Test
  void passwordOfAVaultIsReplacedWhenItExpires() throws IOException {
    AtomicInteger lease = new AtomicInteger(1);
    CredentialProvider vault =
        request -> Optional.of(Credential.basic("ci", "password" + lease.get()));
    try (HttpTransport network =
            ServiceLoader.load(HttpTransportProvider.class)
                .findFirst()
                .orElseThrow()
                .create(TransportConfig.DEFAULT);
        Oras client =
            client()
                .transport(
                    request ->
                        accepts(request, lease.get())
                            ? network.send(request)
                            : new Refusal(request.uri()))
                .credentials(CredentialProviders.cached(vault, Duration.ofMinutes(10)))
                .build()) {
      Repository repository = client.repository(registry.host() + "/vault");
      repository.push("v1", Artifact.of(CHART, Layer.ofText("x")));
      lease.incrementAndGet();
      repository.push("v2", Artifact.of(CHART, Layer.ofText("y")));
      lease.incrementAndGet();
      assertEquals(List.of("v1", "v2"), repository.tags());
    }
  }

  @Test
  void storeOfOnesOwnKeepsWhatARegistryKeeps() throws IOException {
    publish();
    Repository drive = oras.repository(new DriveStore(dir.resolve("drive")));

    oras.copyAllTags(app, drive, o -> o.includeReferrers(true));
    assertEquals(List.of("1.0", "latest"), drive.tags());
    assertEquals(app.fetch("1.0"), drive.fetch("1.0"));
    assertEquals(1, drive.referrers("1.0", SBOM).size());

    drive.push("2.0", Artifact.of(CHART, Layer.ofText("newer").withTitle("app.jar")));
    drive.attach("2.0", Artifact.of(SBOM, Layer.ofText("{}").withTitle("bom.json")));
    drive.tag("2.0", "latest");
    drive.pull("latest", dir.resolve("out"));
    assertEquals("newer", Files.readString(dir.resolve("out/app.jar")));
    drive.pull("latest", dir.resolve("sbom"), o -> o.referrer(SBOM));
    assertEquals("{}", Files.readString(dir.resolve("sbom/bom.json")));

    oras.copy(drive.at("2.0"), app.at("2.0"), o -> o.includeReferrers(true));
    assertEquals(1, app.referrers("2.0", SBOM).size());
    assertEquals(
        List.of("1.0", "2.0", "latest"),
        oras.repository(new DriveStore(dir.resolve("drive"))).tags());
  }

  @Test
  void storeOfOnesOwnSaysWhatItLacks() throws IOException {
    publish();
    Repository drive = oras.repository(new DriveStore(dir.resolve("drive")));
    oras.copy(app.at("1.0"), drive.at("1.0"));

    UnsupportedException e = assertThrows(UnsupportedException.class, () -> drive.delete("1.0"));
    assertTrue(e.getMessage().contains("Deleter"), e.getMessage());
    assertTrue(e.getMessage().contains("the drive " + dir.resolve("drive")), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> drive.tag("1.0", "../1.0"));
  }
}
