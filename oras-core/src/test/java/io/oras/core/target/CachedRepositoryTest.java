package io.oras.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.content.Deleter;
import io.oras.api.content.ReferencePusher;
import io.oras.api.content.StreamPusher;
import io.oras.api.content.Target;
import io.oras.api.content.Untagger;
import io.oras.core.registry.RemoteRepository;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachedRepositoryTest {
  @Test
  void everyPowerToReadIsKept() {
    Set<Class<?>> wanted = new HashSet<>(List.of(RemoteRepository.class.getInterfaces()));
    wanted.removeAll(
        Set.of(
            Target.class,
            ReferencePusher.class,
            StreamPusher.class,
            Untagger.class,
            Deleter.class));
    assertEquals(wanted, Set.of(CachedRepository.class.getInterfaces()));
  }
}
