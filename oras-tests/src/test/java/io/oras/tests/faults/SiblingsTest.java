package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.AccessDeniedException;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When one of several blobs fails, the others are cut short, and leave nothing either. */
class SiblingsTest {

  @TempDir Path temp;

  @Test
  void uploadsThatAreCutShortAreEndedAtTheRegistry() throws Exception {
    RequestGate first = new RequestGate();
    RequestGate second = new RequestGate();
    RequestGate refusal = new RequestGate();
    try (InProcessRegistry registry = InProcessRegistry.start();
        Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      registry.fault(Fault.on("PUT", Bench.UPLOAD).nth(1).hold(first));
      registry.fault(Fault.on("PUT", Bench.UPLOAD).nth(2).hold(second));
      registry.fault(Fault.on("POST", Bench.UPLOADS).nth(3).hold(refusal).answer(403));
      CompletableFuture<Void> push = CompletableFuture.runAsync(() -> push(oras, registry));
      first.awaitRequest(SafetyLimit.DURATION);
      second.awaitRequest(SafetyLimit.DURATION);
      assertEquals(2, registry.openUploads());
      refusal.open();
      ExecutionException e = assertThrows(ExecutionException.class, () -> push.get());
      assertInstanceOf(AccessDeniedException.class, e.getCause().getCause());
      assertEquals(0, registry.openUploads());
      assertEquals(List.of(), registry.tags(Bench.TARGET));
    }
  }

  private static void push(Oras oras, InProcessRegistry registry) {
    try {
      oras.push(registry.host() + "/" + Bench.TARGET + ":" + Bench.TAG, Bench.artifact());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
