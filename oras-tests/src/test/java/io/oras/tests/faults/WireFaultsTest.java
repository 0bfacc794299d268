package io.oras.tests.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.sun.net.httpserver.HttpServer;
import io.oras.api.error.AccessDeniedException;
import io.oras.api.error.OrasException;
import io.oras.api.error.TransportException;
import io.oras.core.Oras;
import io.oras.tests.faults.Bench.Operation;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.tool.ClosedPort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a registry that speaks HTTP cannot do. */
class WireFaultsTest {
  private static WireMockServer broken;

  @TempDir Path temp;

  @BeforeAll
  static void start() {
    broken = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    broken.start();
  }

  @AfterAll
  static void stop() {
    broken.stop();
  }

  static Stream<Arguments> wireFaults() {
    return Arrays.stream(Fault.values())
        .flatMap(fault -> Arrays.stream(Operation.values()).map(op -> arguments(op, fault)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("wireFaults")
  void whatIsNoHttpIsAFailure(Operation operation, Fault fault) throws IOException {
    broken.resetAll();
    broken.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
    try (Bench bench = new Bench(temp.resolve("out"))) {
      assertThrows(
          OrasException.class, () -> runAgainst(bench, operation, "127.0.0.1:" + broken.port()));
      assertEquals(List.of(), bench.remains());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoHttpOnceIsAskedAgain(Fault fault) throws IOException {
    broken.resetAll();
    try (Bench bench = new Bench(temp.resolve("out"));
        Oras oras = bench.builder().build()) {
      broken.stubFor(
          any(anyUrl())
              .inScenario("once")
              .whenScenarioStateIs(Scenario.STARTED)
              .willSetStateTo("well")
              .willReturn(aResponse().withFault(fault)));
      broken.stubFor(
          any(anyUrl())
              .inScenario("once")
              .whenScenarioStateIs("well")
              .willReturn(
                  aResponse()
                      .withHeader("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                      .withBody(bench.manifest.bytes())));
      assertEquals(
          bench.manifest.descriptor().digest(),
          oras.fetch("127.0.0.1:" + broken.port() + "/source:v1").descriptor().digest());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedConnectionIsTriedUntilTheRegistryIsBack(Operation operation) throws IOException {
    FakeTime time = new FakeTime();
    Bench[] back = new Bench[1];
    try (ClosedPort gone = new ClosedPort();
        Oras oras = Bench.builder(time).build()) {
      String host = "127.0.0.1:" + gone.number();
      try (Bench bench = new Bench(temp.resolve("out"))) {
        TransportException e =
            assertThrows(TransportException.class, () -> runAgainst(bench, operation, host));
        assertEquals(5, bench.time.slept().size(), e.getMessage());
        assertTrue(e.getMessage().contains(host), e.getMessage());
        assertEquals(List.of(), bench.remains());
      }
      time.onSleep(
          () -> {
            if (back[0] == null && time.slept().size() == 3) {
              back[0] = returned(time, gone);
            }
          });
      Bench.run(operation, oras, host, "localhost:" + gone.number(), temp.resolve("back"));
      assertEquals(List.of(), back[0].missing(operation));
    } finally {
      if (back[0] != null) {
        back[0].close();
      }
    }
  }

  private Bench returned(FakeTime time, ClosedPort port) {
    try {
      port.close();
      return new Bench(
          temp.resolve("back"), time, InProcessRegistry.builder().port(port.number()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The operation, with that server in the place of its source, or of its target for a push. */
  private void runAgainst(Bench bench, Operation operation, String host) throws IOException {
    try (Oras oras = bench.builder().build()) {
      Bench.run(operation, oras, host, bench.registry.otherHost(), bench.folder);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHugeErrorIsNotReadToItsEnd(Operation operation) throws IOException {
    long size = 100L << 20;
    AtomicInteger whole = new AtomicInteger();
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(403, exchange.getRequestMethod().equals("HEAD") ? -1 : size);
          try (OutputStream out = exchange.getResponseBody()) {
            byte[] some = new byte[1 << 16];
            Arrays.fill(some, (byte) 'x');
            for (long left = size; left > 0; left -= some.length) {
              out.write(some);
            }
            whole.incrementAndGet();
          }
        });
    server.start();
    try (Bench bench = new Bench(temp.resolve("out"))) {
      AccessDeniedException e =
          assertThrows(
              AccessDeniedException.class,
              () -> runAgainst(bench, operation, "127.0.0.1:" + server.getAddress().getPort()));
      assertTrue(e.getMessage().length() < 16_000, "the message is too long");
      assertEquals(List.of(), bench.remains());
    } finally {
      server.stop(0);
    }
    assertEquals(0, whole.get(), "bodies of 100 MiB that were taken whole");
  }

  @Test
  void aManifestThatDeclaresATerabyteTakesNoMemory() throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
          exchange.sendResponseHeaders(200, 1L << 40);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        });
    server.start();
    try (Bench bench = new Bench(temp.resolve("out"))) {
      assertThrows(
          OrasException.class,
          () -> runAgainst(bench, Operation.PULL, "127.0.0.1:" + server.getAddress().getPort()));
      assertTrue(Files.notExists(bench.folder) || bench.remains().isEmpty());
    } finally {
      server.stop(0);
    }
  }
}
