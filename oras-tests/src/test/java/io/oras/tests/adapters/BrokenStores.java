package io.oras.tests.adapters;

import com.example.adapters.GraphStore;
import com.example.adapters.MapStore;
import io.oras.api.content.ContentSource;
import io.oras.api.content.GraphTarget;
import io.oras.api.content.Target;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.tests.tck.ContentStoreTck;
import io.oras.tests.tck.GraphTargetTck;
import io.oras.tests.tck.ShippedStores;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stores with one defect each. */
final class BrokenStores {
  private BrokenStores() {}

  private static class Store extends MapStore {
    Store() {
      super(ShippedStores.context());
    }

    final void keep(Descriptor descriptor, ContentSource content) throws IOException {
      try (InputStream in = content.open()) {
        keep(descriptor, in.readAllBytes());
      }
    }
  }

  private static class Graph extends GraphStore {
    Graph() {
      super(ShippedStores.context());
    }
  }

  /** Stores any content without verifying the digest. */
  static class Unverified extends ContentStoreTck {
    @Override
    protected Target open() {
      return new Store() {
        @Override
        public void push(Descriptor expected, ContentSource content) throws IOException {
          keep(expected, content);
        }
      };
    }
  }

  /** Keeps what it cannot verify. */
  static class AnyDigest extends ContentStoreTck {
    @Override
    protected Target open() {
      return new Store() {
        @Override
        public void push(Descriptor expected, ContentSource content) throws IOException {
          if (expected.digest().knownAlgorithm().isEmpty()) {
            keep(expected, content);
          } else {
            super.push(expected, content);
          }
        }
      };
    }
  }

  /** Takes what is no manifest for one. */
  static class AnyManifest extends ContentStoreTck {
    @Override
    protected Target open() {
      return new Store() {
        @Override
        public void push(Descriptor expected, ContentSource content) throws IOException {
          if (expected.mediaType().isManifest()) {
            keep(expected, content);
          } else {
            super.push(expected, content);
          }
        }
      };
    }
  }

  /** Does not verify the content that it returns. */
  static class BlindReader extends ContentStoreTck {
    @Override
    protected Target open() {
      return new Store() {
        @Override
        public InputStream fetch(Descriptor descriptor) throws IOException {
          Entry entry = entries.get(descriptor.digest().toString());
          return entry == null ? super.fetch(descriptor) : entry.content().open();
        }
      };
    }
  }

  /** Tags what is not there. */
  static class TagsAnything extends ContentStoreTck {
    @Override
    protected Target open() {
      return new Store() {
        @Override
        public void tag(Descriptor descriptor, String tag) {
          tags.put(tag, descriptor);
        }
      };
    }
  }

  /** Never moves a tag. */
  static class FirstTagStays extends ContentStoreTck {
    @Override
    protected Target open() {
      return new Store() {
        @Override
        public void tag(Descriptor descriptor, String tag) throws IOException {
          if (!tags.containsKey(tag)) {
            super.tag(descriptor, tag);
          }
        }
      };
    }
  }

  /** Takes nothing a second time. */
  static class RefusesTwice extends ContentStoreTck {
    @Override
    protected Target open() {
      return new Store() {
        @Override
        public void push(Descriptor expected, ContentSource content) throws IOException {
          if (exists(expected)) {
            throw new StoreException("it is there");
          }
          super.push(expected, content);
        }
      };
    }
  }

  /** Knows manifests by tag alone. */
  static class OnlyTags extends ContentStoreTck {
    @Override
    protected Target open() {
      return new Store() {
        @Override
        public Descriptor resolve(String reference) throws IOException {
          if (reference.indexOf(':') >= 0) {
            throw new NotFoundException("no tag " + reference);
          }
          return super.resolve(reference);
        }
      };
    }
  }

  /** Lists all tags, whichever was the last. */
  static class AllTags extends ContentStoreTck {
    @Override
    protected Target open() {
      return new Store() {
        @Override
        public Stream<String> tags(Optional<String> after) {
          return super.tags(Optional.empty());
        }
      };
    }
  }

  /** Serves the thread that opened it, and no other. */
  static class ForOneThread extends ContentStoreTck {
    @Override
    protected Target open() {
      Thread owner = Thread.currentThread();
      return new Store() {
        @Override
        public void push(Descriptor expected, ContentSource content) throws IOException {
          if (Thread.currentThread() != owner) {
            throw new StoreException("this is the store of " + owner);
          }
          super.push(expected, content);
        }
      };
    }
  }

  /** Shows other threads the temporary name of what is written. */
  static class ShowsTemporaries extends ContentStoreTck {
    @Override
    protected Target open() {
      return new Store() {
        private volatile @Nullable Thread writer;

        @Override
        public void tag(Descriptor descriptor, String tag) throws IOException {
          super.tag(descriptor, tag);
          writer = Thread.currentThread();
        }

        @Override
        public Stream<String> tags(Optional<String> after) {
          Stream<String> all = super.tags(after);
          return Thread.currentThread() == writer ? all : Stream.concat(all, Stream.of(".new"));
        }
      };
    }
  }

  /** Does not know what refers to what. */
  static class NoReferrers extends GraphTargetTck {
    @Override
    protected GraphTarget open() {
      return new Graph() {
        @Override
        public List<Descriptor> predecessors(Descriptor descriptor) throws IOException {
          List<Descriptor> parents = new ArrayList<>(super.predecessors(descriptor));
          parents.removeIf(
              parent ->
                  parent.mediaType().isImageManifest() && descriptor.mediaType().isManifest());
          return parents;
        }
      };
    }
  }

  /** Remembers the first answer. */
  static class FirstLook extends GraphTargetTck {
    @Override
    protected GraphTarget open() {
      Map<String, List<Descriptor>> seen = new ConcurrentHashMap<>();
      return new Graph() {
        @Override
        public List<Descriptor> predecessors(Descriptor descriptor) throws IOException {
          List<Descriptor> now = super.predecessors(descriptor);
          List<Descriptor> before = seen.putIfAbsent(descriptor.digest().toString(), now);
          return before == null ? now : before;
        }
      };
    }
  }

  /** Wants the media type to be the same as well. */
  static class WholeDescriptor extends GraphTargetTck {
    @Override
    protected GraphTarget open() {
      return new Graph() {
        @Override
        public List<Descriptor> predecessors(Descriptor descriptor) throws IOException {
          Entry entry = entries.get(descriptor.digest().toString());
          boolean same = entry == null || entry.descriptor().equals(descriptor.plain());
          return same ? super.predecessors(descriptor) : List.of();
        }
      };
    }
  }
}
