package io.oras.tests.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.adapters.UrlTransport;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.core.options.RegistrySettings;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.ResponseBudget;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryQuirk;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Blobs that are read in parts while they are sent, where a host gets one request at a time. */
class OneConnectionTest {
  private static final int BLOBS = 3;
  private static final int BLOB_BYTES = 1_000_000;
  private static final int RESPONSE_BYTES = 100_000;

  private static RangeBudget parts() {
    return new RangeBudget(
        Clock.systemUTC(),
        1,
        4 << 20,
        32 << 20,
        new ResponseBudget(4 * RESPONSE_BYTES, RESPONSE_BYTES, RESPONSE_BYTES));
  }

  private static RangeBudget whole() {
    return new RangeBudget(Clock.systemUTC(), 1, ResponseBudget.unlimited());
  }

  private void copyWithin(InProcessRegistry registry, RangeBudget ranges, HttpTransport transport)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(BLOBS);
    Random random = new Random(5);
    try (Program program = new Program(RegistrySettings.defaults(), null, 1, ranges, transport)) {
      RemoteRepository from = program.repository(new RepositoryName(registry.host(), "from"));
      RemoteRepository to = program.repository(new RepositoryName(registry.host(), "to"));
      List<byte[]> contents = new ArrayList<>();
      List<Future<?>> copies = new ArrayList<>();
      for (int i = 0; i < BLOBS; i++) {
        byte[] content = new byte[BLOB_BYTES];
        random.nextBytes(content);
        registry.addBlob("from", content);
        contents.add(content);
        Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, content);
        copies.add(
            threads.submit(
                () -> {
                  to.push(blob, from.source(blob));
                  return null;
                }));
      }
      for (Future<?> copy : copies) {
        copy.get();
      }
      for (byte[] content : contents) {
        Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, content);
        assertArrayEquals(content, registry.blob("to", blob.digest()).orElseThrow());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean isRead(InProcessRegistry registry, String range) {
    return registry.requests().stream()
        .anyMatch(request -> request.header("Range").orElse("").equals(range));
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_MOUNTS", "NO_RANGES", "BLOBS_ELSEWHERE"})
  void copiesWithinARegistryDoNotWaitForThemselves(RegistryQuirk quirk) throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.builder().quirk(quirk).start()) {
      copyWithin(registry, parts(), Program.transport());
      assertTrue(isRead(registry, "bytes=0-99999"), "the blobs are read in parts");
    }
  }

  @Test
  void transportMayReadWhatItSendsOnAThreadOfItsOwn() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      copyWithin(registry, parts(), new UrlTransport(TransportConfig.DEFAULT));
    }
  }

  static Stream<Arguments> brokenDownloads() {
    Fault blob = Fault.on("GET", "/v2/from/blobs/.*");
    return Stream.of(
        Arguments.of("cut", blob.first(4).cutResponse(50_000)),
        Arguments.of("no answer", blob.first(4).noAnswer()),
        Arguments.of("503", blob.first(4).answer(503)),
        Arguments.of("429", blob.first(4).answer(429)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenDownloads")
  void downloadThatBreaksWhileItIsSentDoesNotWaitForItself(String name, Fault fault)
      throws Exception {
    for (RangeBudget ranges : List.of(parts(), whole())) {
      try (InProcessRegistry registry = InProcessRegistry.start()) {
        registry.fault(fault);
        copyWithin(registry, ranges, Program.transport());
      }
    }
  }
}
