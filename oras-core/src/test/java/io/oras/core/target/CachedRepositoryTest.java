package io.oras.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.Deleter;
import io.oras.api.content.ReferencePusher;
import io.oras.api.content.StreamPusher;
import io.oras.api.content.Target;
import io.oras.api.content.Untagger;
import io.oras.core.registry.ReadableRepository;
import io.oras.core.registry.RemoteRepository;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachedRepositoryTest {
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
    ReadableRepository origin =
        (ReadableRepository)
            Proxy.newProxyInstance(
                ReadableRepository.class.getClassLoader(),
                new Class<?>[] {ReadableRepository.class},
                InvocationHandler::invokeDefault);
    CachedRepository cached = new CachedRepository(origin, null, null);
    for (Class<?> port : ReadableRepository.class.getInterfaces()) {
      assertTrue(cached.capability(port).isPresent(), () -> "no " + port.getSimpleName());
    }
  }
}
