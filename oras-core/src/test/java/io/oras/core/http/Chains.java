package io.oras.core.http;

import io.oras.api.event.TransferEvent;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.core.auth.Scope;
import io.oras.core.context.OperationContext;
import io.oras.core.context.TestOperations;
import io.oras.core.options.Limits;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.RetryPolicy;
import io.oras.core.wire.SentSecrets;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A chain over a scripted transport, without jitter and without waiting. */
final class Chains {
  static final String REGISTRY = "r.example";
  static final Scope PULL = Scope.repository("a", "pull");

  final List<TransferEvent.RequestFinished> requests =
      Collections.synchronizedList(new ArrayList<>());
  final FakeTime time = new FakeTime();
  final List<TransferEvent> events = Collections.synchronizedList(new ArrayList<>());
  final OperationContext operation = TestOperations.heardBy(this::keep);
  final List<CredentialProvider> providers = new ArrayList<>();
  Duration responseTimeout = Duration.ofSeconds(60);
  RegistrySettings settings = RegistrySettings.defaults();
  int perHost = 6;

  /** Requests that have ended are of interest to few tests. */
  private void keep(TransferEvent event) {
    if (event instanceof TransferEvent.RequestFinished request) {
      requests.add(request);
    } else {
      events.add(event);
    }
  }

  Chains with(Credential credential) {
    providers.add(request -> Optional.of(credential));
    return this;
  }

  RegistryChain over(ScriptedTransport transport) {
    return new RegistryChain(
        new ChainContext(
            transport,
            providers,
            "log in",
            new Endpoints(registry -> settings),
            RetryPolicy.defaults(),
            Limits.defaults(),
            responseTimeout,
            time,
            time,
            "oras-test/1",
            () -> 1.0,
            new SentSecrets(),
            perHost));
  }

  /** Returns the request, as one of an operation whose events are kept. */
  RegistryRequest heard(RegistryRequest request) {
    return new RegistryRequest(
        operation,
        request.registry(),
        request.method(),
        request.uri(),
        request.headers(),
        request.body(),
        request.scopes(),
        request.doing(),
        request.timeout(),
        request.repeat(),
        request.attempt());
  }

  /** Returns the events without their operation. */
  List<String> told() {
    return events.stream()
        .map(event -> event.toString().replace("operation=" + operation + ", ", ""))
        .toList();
  }

  static RegistryRequest get(String url, Scope... scopes) {
    return RegistryRequest.of(
        TestOperations.silent(), REGISTRY, "GET", URI.create(url), List.of(scopes), "testing");
  }

  static RegistryRequest request(String method, String url, Scope... scopes) {
    return RegistryRequest.of(
        TestOperations.silent(), REGISTRY, method, URI.create(url), List.of(scopes), "testing");
  }
}
