package io.oras.tests.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.oras.api.event.TransferListener;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.auth.Scope;
import io.oras.core.context.OperationContext;
import io.oras.core.http.ChainContext;
import io.oras.core.http.Endpoints;
import io.oras.core.http.RegistryChain;
import io.oras.core.http.RegistryRequest;
import io.oras.core.options.Limits;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.RetryPolicy;
import io.oras.core.wire.SentSecrets;
import io.oras.tests.structure.ChildJvm;
import io.oras.tests.structure.ChildJvm.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events cost nothing while nobody listens. A request is measured in a JVM that compiles nothing:
 * there, it allocates the same each time.
 */
class RequestAllocationTest {
  /** Less than what the events of one request take, in bytes. */
  private static final int EVENTS = 256;

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private record Empty(Headers headers, URI uri) implements TransportResponse {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }

    @Override
    public void close() {}
  }

  @Test
  void requestWithoutListenerAllocatesNoEvent(@TempDir Path work) throws Exception {
    ChildJvm jvm = new ChildJvm(work, ChildJvm.ownJava(), "-Xint", "-cp", CLASS_PATH);

    Outcome outcome = jvm.run(RequestAllocationTest.class.getName());

    assertEquals(0, outcome.status(), () -> String.join("\n", outcome.lines()));
    long quiet = Long.parseLong(outcome.lines().get(0));
    long heard = Long.parseLong(outcome.lines().get(1));
    assertTrue(quiet + EVENTS <= heard, quiet + " bytes, " + heard + " with a listener");
  }

  /** Prints how many bytes a request allocates at least, without and with a listener. */
  public static void main(String[] args) throws IOException {
    System.out.println(allocated(TransferListener.NONE));
    System.out.println(allocated(event -> {}));
  }

  private static long allocated(TransferListener listener) throws IOException {
    URI url = URI.create("https://r.example/v2/a/blobs/sha256:0");
    OperationContext operation = Program.operation(listener);
    List<Scope> scopes = List.of(Scope.repository("a", "pull"));
    RegistryChain chain = chain(new Empty(Headers.EMPTY, url));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      RegistryRequest request =
          RegistryRequest.of(operation, "r.example", "GET", url, scopes, "testing")
              .with("Accept", "x");
      chain.send(request).close();
      long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      least = Math.min(least, after - before);
    }
    return least;
  }

  private static RegistryChain chain(TransportResponse response) {
    HttpTransport transport =
        new HttpTransport() {
          @Override
          public TransportResponse send(TransportRequest request) {
            return response;
          }

          @Override
          public void close() {}
        };
    return new RegistryChain(
        new ChainContext(
            transport,
            List.of(),
            "log in",
            new Endpoints(registry -> RegistrySettings.defaults()),
            RetryPolicy.defaults(),
            Limits.defaults(),
            Duration.ofSeconds(60),
            Clock.systemUTC(),
            duration -> {},
            "t/1",
            () -> 1.0,
            new SentSecrets(),
            6));
  }
}
