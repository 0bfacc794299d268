package io.oras.core.registry;

import io.oras.api.event.TransferEvent;
import io.oras.api.model.Digest;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.OperationContext;
import io.oras.core.context.TestOperations;
import io.oras.core.http.Endpoints;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.Limits;
import io.oras.core.options.RegistrySettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A repository {@code r.example/demo} over a {@link FakeHttp}, where waiting takes no time. */
final class Fixture {
  static final RepositoryName DEMO = new RepositoryName("r.example", "demo");

  final FakeHttp http = new FakeHttp();
  final List<TransferEvent> events = new ArrayList<>();
  final OperationContext operation = TestOperations.heardBy(events::add);
  final List<Duration> slept = new ArrayList<>();
  final RegistryMemory memory = new RegistryMemory();
  Executor executor = Runnable::run;
  ParallelSettings parallel = new ParallelSettings(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), 4);
  RegistrySettings settings = RegistrySettings.defaults();
  Limits limits = Limits.defaults();
  @Nullable Path stateFolder;

  RegistryContext context() {
    return new RegistryContext(
        http,
        new Endpoints(registry -> settings),
        new JsonManifestCodec(),
        limits,
        slept::add,
        executor,
        stateFolder,
        memory,
        parallel);
  }

  RemoteRepository writing() {
    return new RemoteRepository(context(), operation, DEMO, Access.WRITE);
  }

  RemoteRepository reading() {
    return new RemoteRepository(context(), operation, DEMO, Access.READ);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Digest digest(String text) {
    return Digest.of(bytes(text));
  }

  /** A digest as it stands in a query. */
  static String encoded(Digest digest) {
    return digest.toString().replace(":", "%3A");
  }
}
