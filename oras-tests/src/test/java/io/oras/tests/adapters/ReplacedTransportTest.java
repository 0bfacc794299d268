package io.oras.tests.adapters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.adapters.UrlTransport;
import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library over a transport that it does not know. */
class ReplacedTransportTest {
  @TempDir Path folder;

  @Test
  void pushAndPullGoThroughATransportOfAThirdParty() throws Exception {
    byte[] content = new byte[3 << 20];
    new Random(3).nextBytes(content);
    Path file = Files.write(folder.resolve("data.bin"), content);
    AtomicInteger sent = new AtomicInteger();
    HttpTransport counting =
        new UrlTransport(TransportConfig.DEFAULT) {
          @Override
          public TransportResponse send(TransportRequest request) throws IOException {
            sent.incrementAndGet();
            return super.send(request);
          }
        };
    try (InProcessRegistry registry =
            InProcessRegistry.builder().auth(Auth.token("ann", "secret")).start();
        Oras oras =
            Oras.builder()
                .transport(counting)
                .credential(registry.host(), Credential.basic("ann", "secret"))
                .testing(t -> t.sleeper(duration -> {}))
                .build()) {
      String name = registry.host() + "/team/app:v1";
      RawManifest pushed = oras.push(name, Artifact.of(Layer.of(file))).manifest();
      registry.check("team/app").verify();

      registry.fault(Fault.on("GET", ".*/blobs/.*").nth(1).cutResponse(1 << 20));
      Path there = folder.resolve("there");
      oras.pull(name, there);
      assertArrayEquals(content, Files.readAllBytes(there.resolve("data.bin")));
      assertEquals(pushed.descriptor().digest(), oras.resolve(name).digest());

      assertEquals(registry.requests().size(), sent.get(), "no other transport sent any of it");
    }
  }
}
