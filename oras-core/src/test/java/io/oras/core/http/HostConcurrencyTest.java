package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostConcurrencyTest {
  private final FakeTime time = new FakeTime();
  private final HostConcurrency host = new HostConcurrency(32, time);

  private static TransportRequest request(String method, int bodyBytes) {
    return TransportRequest.builder()
        .method(method)
        .uri(URI.create("https://r.example/v2/"))
        .body(new RequestBody.Bytes(new byte[bodyBytes]))
        .timeout(Duration.ofSeconds(1))
        .build();
  }

  /** Sends as many requests as are useful, and answers all of them after the time. */
  private void round(String method, long millis, int status) {
    round(host.useful(), method, millis, status, 0);
  }

  private void round(int requests, String method, long millis, int status, int bodyBytes) {
    List<HostConcurrency.Sent> sent = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      sent.add(host.sending(request(method, bodyBytes)));
    }
    time.pass(Duration.ofMillis(millis));
    for (HostConcurrency.Sent each : sent) {
      host.answered(each, method, status);
      host.ended();
    }
  }

  private List<Integer> rounds(int number, String method, long millis) {
    List<Integer> useful = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      round(method, millis, 200);
      useful.add(host.useful());
    }
    return useful;
  }

  @Test
  void aLongRoundTripIsFilledAfterAFewRounds() {
    assertEquals(5, host.useful());
    // The first round of each number opens connections, which takes longer, and does not count.
    assertEquals(List.of(5, 10, 10, 20, 20, 32, 32), rounds(7, "GET", 30));
  }

  @Test
  void fiveRequestsAreEnoughWhereAnAnswerIsThereAtOnce() {
    assertEquals(List.of(5, 5, 5, 5), rounds(4, "GET", 2));
  }

  @Test
  void aRoundTripOfTenMillisecondsTakesTwentyRequests() {
    assertEquals(20, rounds(10, "GET", 10).get(9));
  }

  @Test
  void theNumberNeverExceedsThePermits() {
    HostConcurrency three = new HostConcurrency(3, time);
    assertEquals(3, three.useful());
    assertEquals(3, three.permits());
  }

  @Test
  void aStepThatOnlyMakesRequestsWaitForEachOtherIsTakenBack() {
    rounds(2, "GET", 30);
    assertEquals(10, host.useful());
    round("GET", 60, 200);
    round("GET", 60, 200);
    assertEquals(5, host.useful());
    assertEquals(List.of(5, 5, 5), rounds(3, "GET", 30), "it is not tried again at once");
    time.pass(Duration.ofMinutes(1));
    // The connections are closed by then, and the first round opens others.
    assertEquals(List.of(5, 10), rounds(2, "GET", 30), "but after a minute");
  }

  @Test
  void timesThatRiseLaterLowerTheNumber() {
    rounds(7, "GET", 30);
    assertEquals(32, host.useful());
    round("GET", 100, 200);
    assertEquals(16, host.useful());
    assertEquals(List.of(8, 5, 5), rounds(3, "GET", 100));
  }

  @Test
  void newConnectionsAfterAPauseLowerNothing() {
    rounds(7, "GET", 30);
    time.pass(Duration.ofMinutes(10));
    round("GET", 90, 200);
    assertEquals(List.of(32, 32, 32), rounds(3, "GET", 30));
    assertEquals(16, rounds(1, "GET", 90).get(0), "the connections are open now");
  }

  @Test
  void connectionsInUseAreKnown() {
    rounds(7, "GET", 30);
    for (int i = 0; i < 10; i++) {
      time.pass(Duration.ofSeconds(10));
      round("GET", 30, 200);
    }
    round("GET", 90, 200);
    assertEquals(16, host.useful());
  }

  @Test
  void methodsThatTakeLongerThanOthersAreNoRise() {
    rounds(4, "HEAD", 30);
    int before = host.useful();
    for (int i = 0; i < 6; i++) {
      round("PUT", 200, 201);
    }
    assertTrue(host.useful() > before, "useful is " + host.useful());
  }

  @Test
  void operationsThatSendFewRequestsAtOnceDoNotRaiseTheNumber() {
    for (int i = 0; i < 100; i++) {
      round(1, "GET", 30, 200, 0);
    }
    assertEquals(5, host.useful());
  }

  @Test
  void largeBodiesTellNothingAboutTheRoundTrip() {
    for (int i = 0; i < 10; i++) {
      round(5, "PUT", 5000, 201, 1 << 20);
    }
    assertEquals(5, host.useful());
  }

  @Test
  void refusalsHalveWhatIsInFlightAtOnce() {
    rounds(7, "GET", 30);
    List<HostConcurrency.Sent> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add(host.sending(request("GET", 0)));
    }
    time.pass(Duration.ofMillis(30));
    sent.forEach(each -> host.answered(each, "GET", 429));
    assertEquals(10, host.permits(), "all were sent before the number was lowered: once");
    assertEquals(10, host.useful());
    sent.forEach(each -> host.ended());
    round(4, "GET", 30, 503, 0);
    assertEquals(2, host.permits());
    assertEquals(2, host.useful());
  }

  /** Returns how many requests may be sent now. */
  private int free() throws InterruptedException {
    List<HostConcurrency.Held> held = new ArrayList<>();
    HostConcurrency.Held next = host.takeRequest(HostConcurrency.Nesting.NONE, false);
    while (next != HostConcurrency.Held.NOTHING) {
      held.add(next);
      next = host.takeRequest(HostConcurrency.Nesting.NONE, false);
    }
    held.forEach(host::releaseRequest);
    return held.size();
  }

  @Test
  void hostThatHasRefusedARequestAllowsFewForAMinute() {
    assertEquals(32, host.allowed());
    round(8, "GET", 30, 429, 0);
    assertEquals(4, host.allowed());
    time.pass(Duration.ofMinutes(1));
    assertEquals(32, host.allowed());
  }

  @Test
  void oneRequestIsAlwaysAllowedAndOtherAnswersRaiseTheNumberSlowly() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      round(1, "GET", 30, 503, 0);
    }
    assertEquals(1, host.permits());
    assertEquals(1, free());
    round("GET", 30, 200);
    assertEquals(2, host.permits());
    // The first of two rounds with two requests opens a connection.
    rounds(2, "GET", 30);
    assertEquals(3, host.permits());
    assertEquals(3, free());
  }

  @Test
  void otherFailuresOfTheServerTellNothing() {
    rounds(7, "GET", 30);
    round("GET", 1000, 500);
    assertEquals(32, host.useful());
    assertEquals(32, host.permits());
  }
}
