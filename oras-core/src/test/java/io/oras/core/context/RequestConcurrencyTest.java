package io.oras.core.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.transport.Origin;
import io.oras.core.context.RequestConcurrency.HostNumbers;
import java.net.URI;
import org.junit.jupiter.api.Test;

class RequestConcurrencyTest {
  private final RequestConcurrency concurrency = new RequestConcurrency();

  private record Numbers(int useful, int allowed) implements HostNumbers {}

  private void answered(String host, int useful, int allowed) {
    concurrency.answeredBy(
        Origin.of(URI.create("https://" + host + "/")), new Numbers(useful, allowed));
  }

  @Test
  void operationSendsAsManyRequestsAsTheHostThatTakesMostOfThem() {
    assertEquals(5, concurrency.atMost(32).getAsInt(), "nothing is known yet");
    answered("source.example", 5, 32);
    answered("destination.example", 20, 32);
    assertEquals(20, concurrency.atMost(32).getAsInt());
    assertEquals(10, concurrency.atMost(10).getAsInt());
  }

  @Test
  void operationHeedsTheHostThatRefusesRequests() {
    answered("source.example", 2, 2);
    answered("destination.example", 32, 32);
    assertEquals(2, concurrency.atMost(32).getAsInt());
    answered("source.example", 2, 32);
    assertEquals(32, concurrency.atMost(32).getAsInt());
  }
}
