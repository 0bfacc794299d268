package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Hashing is the most that a transfer costs a processor: no byte is hashed again on its way. */
@Isolated("it replaces the JVM's SHA-256")
class HashedOnceTest {
  /** No other content in this JVM has that length. */
  private static final int SIZE = 1_234_567;

  private static final AtomicInteger hashed = new AtomicInteger();

  @TempDir Path work;
  private final Provider counting = new CountingProvider();
  private final Oras oras =
      Oras.builder().installedCredentials(InstalledCredentials.none()).build();
  private InProcessRegistry registry;
  private InProcessRegistry other;
  private String name;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    other = InProcessRegistry.start();
    name = registry.host() + "/demo:v1";
    file = Files.write(work.resolve("file.bin"), new byte[SIZE]);
    Security.insertProviderAt(counting, 1);
  }

  @AfterEach
  void stop() throws IOException {
    Security.removeProvider(counting.getName());
    oras.close();
    registry.close();
    other.close();
  }

  private void push() throws IOException {
    oras.push(name, Artifact.of(Layer.of(file)));
  }

  private String layout() {
    return "oci-layout://" + work.resolve("layout") + "#v1";
  }

  @Test
  void aPushHashesAFileOnce() throws IOException {
    hashed.set(0);
    push();
    assertEquals(1, hashed.get());
  }

  @Test
  void aPullHashesABlobOnce() throws IOException {
    push();
    hashed.set(0);
    Path out = work.resolve("out");
    oras.pull(name, out);
    assertEquals(1, hashed.get());
    assertEquals(-1, Files.mismatch(file, out.resolve("file.bin")));
  }

  @Test
  void aCopyBetweenRegistriesHashesABlobOnce() throws IOException {
    push();
    hashed.set(0);
    oras.copy(name, other.host() + "/demo:v1");
    assertEquals(1, hashed.get());
  }

  @Test
  void aCopyIntoALayoutHashesABlobOnce() throws IOException {
    push();
    hashed.set(0);
    oras.copy(name, layout());
    assertEquals(1, hashed.get());
  }

  /** The registries hash on their own; virtual threads, which work for the client, have no name. */
  private static boolean ofClient() {
    return !Thread.currentThread().getName().startsWith("oci-registry-");
  }

  private static final class CountingProvider extends Provider {
    private static final long serialVersionUID = 1L;

    CountingProvider() {
      super("counting", "1", "counts what is hashed");
      putService(
          new Service(this, "MessageDigest", "SHA-256", Counting.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
              return new Counting();
            }
          });
    }
  }

  private static final class Counting extends MessageDigestSpi {
    private final MessageDigest digest;
    private long count;

    Counting() throws NoSuchAlgorithmException {
      try {
        digest = MessageDigest.getInstance("SHA-256", "SUN");
      } catch (NoSuchProviderException e) {
        throw new NoSuchAlgorithmException(e);
      }
    }

    @Override
    protected void engineUpdate(byte input) {
      digest.update(input);
      count++;
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      digest.update(input, offset, length);
      count += length;
    }

    @Override
    protected byte[] engineDigest() {
      if (count == SIZE && ofClient()) {
        hashed.incrementAndGet();
      }
      engineReset();
      return digest.digest();
    }

    @Override
    protected void engineReset() {
      count = 0;
    }
  }
}
