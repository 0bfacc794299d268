package io.oras.core.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.Deleter;
import io.oras.api.content.ReferencePusher;
import io.oras.api.content.StreamPusher;
import io.oras.api.content.Target;
import io.oras.api.content.Untagger;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.event.TransferEvent;
import io.oras.api.model.Descriptor;
import io.oras.core.context.EventPublisher;
import io.oras.core.context.TestOperations;
import io.oras.core.registry.ReadableRepository;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.store.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedRepositoryTest {
  private static final byte[] CONTENT = new byte[100_000];
  private static final Descriptor BLOB = Descriptor.of(Fixtures.TYPE, CONTENT);

  /** A repository that has the blob alone. */
  private static ReadableRepository origin() {
    return (ReadableRepository)
        Proxy.newProxyInstance(
            ReadableRepository.class.getClassLoader(),
            new Class<?>[] {ReadableRepository.class},
            (proxy, method, arguments) ->
                method.getName().equals("fetch")
                    ? new ByteArrayInputStream(CONTENT)
                    : InvocationHandler.invokeDefault(proxy, method, arguments));
  }

  @Test
  void severalReadersAtOnceOfWrongContentReadTheOriginNext(@TempDir Path folder)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    EventPublisher events =
        TestOperations.heardBy(
                event -> {
                  if (event instanceof TransferEvent.WarningReceived warning) {
                    warnings.add(warning.text());
                  }
                })
            .events();
    ContentCache cache = new ContentCache(folder, Fixtures.context(), events);
    CachedRepository cached = new CachedRepository(origin(), cache, events);
    cached.fetch(BLOB).readAllBytes();
    Path file = folder.resolve("blobs/sha256").resolve(BLOB.digest().encoded());
    Files.delete(file);
    byte[] wrong = CONTENT.clone();
    wrong[0] = 1;
    Files.write(file, wrong);
    List<InputStream> readers = List.of(cached.fetch(BLOB), cached.fetch(BLOB), cached.fetch(BLOB));
    for (InputStream reader : readers) {
      assertThrows(ContentVerificationException.class, reader::readAllBytes);
    }
    for (InputStream reader : readers) {
      assertTrue(cached.hasNext(BLOB));
      assertArrayEquals(CONTENT, cached.fetch(BLOB).readAllBytes());
      reader.close();
    }
    assertFalse(cached.hasNext(BLOB));
    assertEquals(List.of("had wrong content for " + BLOB.digest() + ", now removed"), warnings);
  }

  @Test
  void everyPortThatReadsARepositoryIsOffered() throws IOException {
    Set<Class<?>> reading = new HashSet<>(List.of(RemoteRepository.class.getInterfaces()));
    reading.removeAll(
        Set.of(
            Target.class,
            ReferencePusher.class,
            StreamPusher.class,
            Untagger.class,
            Deleter.class));
    assertEquals(Set.of(ReadableRepository.class), reading);
    CachedRepository cached = new CachedRepository(origin(), null, null);
    for (Class<?> port : ReadableRepository.class.getInterfaces()) {
      assertTrue(cached.capability(port).isPresent(), () -> "no " + port.getSimpleName());
    }
  }
}
