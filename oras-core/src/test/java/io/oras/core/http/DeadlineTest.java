package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import io.oras.api.event.TransferListener;
import io.oras.api.transport.TransportRequest;
import io.oras.auth.spi.Credential;
import io.oras.core.context.OperationContext;
import io.oras.core.context.RunningOperations;
import io.oras.core.options.Limits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Answer CHALLENGE =
      Answer.of(401)
          .with(
              "WWW-Authenticate",
              "Bearer realm=\"https://tokens.example/t\",service=\"r.example\"");

  private final Chains chains = new Chains();

  /** Deadlines are only looked at before requests: the clock moves when somebody sleeps. */
  private OperationContext operation() {
    return new RunningOperations(
            Limits.defaults(), chains.time, chains.time, watch -> {}, null, TransferListener.NONE)
        .create("pull", "r.example/a:v1", Optional.of(TIMEOUT), TransferListener.NONE);
  }

  private void exchange(ScriptedTransport transport) throws IOException {
    RegistryChain chain = chains.over(transport);
    operation()
        .run(
            operation -> {
              chain.send(get(operation)).close();
              return true;
            });
  }

  private static RegistryRequest get(OperationContext operation) {
    return RegistryRequest.of(
        operation,
        Chains.REGISTRY,
        "GET",
        URI.create("https://r.example/v2/a/tags/list"),
        List.of(Chains.PULL),
        "testing");
  }

  @Test
  void eachRequestMayTakeWhatIsLeftOfTheTimeout() throws IOException {
    chains.with(Credential.basic("me", "secret"));
    List<Duration> left = new ArrayList<>();
    var transport =
        new ScriptedTransport(
            request -> {
              left.add(request.timeout());
              chains.time.pass(Duration.ofSeconds(1));
              boolean token = request.uri().getHost().equals("tokens.example");
              return token
                  ? Answer.of(200).body("{\"token\":\"t\"}")
                  : left.size() == 1 ? CHALLENGE : Answer.of(200);
            });
    exchange(transport);
    assertEquals(List.of(TIMEOUT, TIMEOUT.minusSeconds(1), TIMEOUT.minusSeconds(2)), left);
  }

  @Test
  void noRequestIsSentAfterTheDeadline() {
    Instant deadline = chains.time.instant().plus(TIMEOUT);
    var transport =
        new ScriptedTransport(
            request -> {
              assertTrue(chains.time.instant().isBefore(deadline));
              return Answer.of(503);
            });
    DeadlineExceededException e =
        assertThrows(DeadlineExceededException.class, () -> exchangeForLong(transport));
    assertEquals(TIMEOUT, e.timeout());
    assertFalse(chains.time.instant().isBefore(deadline));
    assertEquals(0, transport.open());
  }

  private void exchangeForLong(ScriptedTransport transport) throws IOException {
    RegistryChain chain = chains.over(transport);
    operation()
        .run(
            operation -> {
              while (true) {
                chain.send(get(operation)).close();
              }
            });
  }

  @Test
  void credentialProviderIsToldHowMuchTimeIsLeft() throws IOException {
    List<Optional<Duration>> told = new ArrayList<>();
    chains.providers.add(
        request -> {
          told.add(request.timeout());
          return Optional.of(Credential.basic("me", "secret"));
        });
    var transport =
        ScriptedTransport.inOrder(
            CHALLENGE, Answer.of(200).body("{\"token\":\"t\"}"), Answer.of(200));
    exchange(transport);
    assertEquals(List.of(Optional.of(TIMEOUT)), told);
  }

  @Test
  void transportThatHidesAnInterruptIsNotAskedAgain() {
    List<TransportRequest> sent = new ArrayList<>();
    var transport =
        new ScriptedTransport(
            request -> {
              sent.add(request);
              throw new TransportException(
                  TransportException.Kind.TRANSIENT, "failed", new InterruptedException());
            });
    assertThrows(OperationCancelledException.class, () -> exchange(transport));
    assertTrue(Thread.interrupted());
    assertEquals(1, sent.size());
  }
}
