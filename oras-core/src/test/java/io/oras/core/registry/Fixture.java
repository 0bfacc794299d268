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
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.RegistryCapabilities;
import io.oras.core.registry.client.RegistryClient;
import io.oras.core.registry.client.ResponseBudget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A repository {@code r.example/demo} over a {@link FakeHttp}, where waiting takes no time. */
public final class Fixture {
  static final RepositoryName DEMO = new RepositoryName("r.example", "demo");

  public final FakeHttp http = new FakeHttp();
  public final List<TransferEvent> events = new CopyOnWriteArrayList<>();
  final OperationContext operation = TestOperations.heardBy(events::add);
  final List<Duration> slept = new CopyOnWriteArrayList<>();
  final RegistryCapabilities memory = new RegistryCapabilities();
  public Executor executor = Runnable::run;
  public RangeBudget parallel =
      new RangeBudget(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), 4, ResponseBudget.unlimited());
  public RegistrySettings settings = RegistrySettings.defaults();
  public Limits limits = Limits.defaults();
  @Nullable Path stateFolder;

  RegistryClient context() {
    return new RegistryClient(
        http,
        new Endpoints(registry -> settings),
        new JsonManifestCodec(),
        limits,
        slept::add,
        executor,
        stateFolder,
        memory,
        parallel,
        /* resumes= */ true);
  }

  public RemoteRepository writing() {
    return new RemoteRepository(context(), operation, DEMO, Access.WRITE);
  }

  public RemoteRepository reading() {
    return new RemoteRepository(context(), operation, DEMO, Access.READ);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static Digest digest(String text) {
    return Digest.of(bytes(text));
  }

  /** A digest as it stands in a query. */
  public static String encoded(Digest digest) {
    return digest.toString().replace(":", "%3A");
  }
}
