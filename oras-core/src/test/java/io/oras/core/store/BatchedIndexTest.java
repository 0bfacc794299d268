package io.oras.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.store.IndexStorage.WritableIndexStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BatchedIndexTest {
  private static final String LARGE = "x".repeat(1 << 20);

  private static final class Storage implements WritableIndexStorage {
    private LayoutIndex index = LayoutIndex.NONE;

    @Override
    public LayoutIndex read() {
      return index;
    }

    @Override
    public void update(UnaryOperator<LayoutIndex> change) {
      index = change.apply(index);
    }
  }

  private static Descriptor manifest(int number) {
    byte[] content = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    return Descriptor.of(MediaType.OCI_MANIFEST, content).withAnnotations(Map.of("large", LARGE));
  }

  @Test
  void descriptorsThatAreHeldHaveALimitTogether() throws IOException {
    int most = (int) (BatchedIndex.MOST_HELD / (LARGE.length() + "large".length()));
    Storage storage = new Storage();
    BatchedIndex index = new BatchedIndex(storage);

    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < most; i++) {
        index.add(manifest(round * most + i));
      }
      LimitExceededException e =
          assertThrows(LimitExceededException.class, () -> index.add(manifest(-1)));
      assertTrue(e.problem().startsWith("the descriptors of the manifests to list"), e.problem());
      index.flush();
      assertEquals((round + 1) * most, storage.index.list().size());
    }
  }
}
