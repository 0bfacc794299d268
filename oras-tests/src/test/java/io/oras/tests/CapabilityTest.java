package io.oras.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.BlobResolver;
import io.oras.api.content.ContentSource;
import io.oras.api.content.Deleter;
import io.oras.api.content.GarbageCollector;
import io.oras.api.content.Mounter;
import io.oras.api.content.Predecessors;
import io.oras.api.content.Pusher;
import io.oras.api.content.RangeFetcher;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.content.ReferencePusher;
import io.oras.api.content.ReferrerLister;
import io.oras.api.content.StreamPusher;
import io.oras.api.content.TagLister;
import io.oras.api.content.Tagger;
import io.oras.api.content.Target;
import io.oras.api.content.Untagger;
import io.oras.api.error.NotFoundException;
import io.oras.api.event.TransferEvent;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.store.BatchStore;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every port of a store is found through wrappers, and operations use it. */
class CapabilityTest {
  private static final List<Class<?>> PORTS =
      List.of(
          BlobResolver.class,
          Deleter.class,
          GarbageCollector.class,
          Mounter.class,
          Predecessors.class,
          Pusher.class,
          RangeFetcher.class,
          ReferenceFetcher.class,
          ReferencePusher.class,
          ReferrerLister.class,
          StreamPusher.class,
          TagLister.class,
          Tagger.class,
          Untagger.class);

  private static final String READ =
      "Predecessors RangeFetcher ReferenceFetcher ReferrerLister TagLister";

  @TempDir Path work;
  private InProcessRegistry registry;
  private Oras oras;

  /** A wrapper of a third party, which implements the required ports alone. */
  private record Wrapper(Target wrapped) implements Target {
    @Override
    public <T> Optional<T> capability(Class<T> port) throws IOException {
      Optional<T> own = Target.super.capability(port);
      return own.isPresent() ? own : wrapped.capability(port);
    }

    @Override
    public InputStream fetch(Descriptor descriptor) throws IOException {
      return wrapped.fetch(descriptor);
    }

    @Override
    public boolean exists(Descriptor descriptor) throws IOException {
      return wrapped.exists(descriptor);
    }

    @Override
    public Descriptor resolve(String reference) throws IOException {
      return wrapped.resolve(reference);
    }

    @Override
    public void push(Descriptor expected, ContentSource content) throws IOException {
      wrapped.push(expected, content);
    }

    @Override
    public void tag(Descriptor descriptor, String tag) throws IOException {
      wrapped.tag(descriptor, tag);
    }

    @Override
    public void close() throws IOException {
      wrapped.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .cache(work.resolve("cache"))
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private static Set<String> ports(ReadOnlyTarget target) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    for (Class<?> port : PORTS) {
      target.capability(port).ifPresent(p -> found.add(port.getSimpleName()));
    }
    return found;
  }

  private void assertPorts(String place, String... expected) throws IOException {
    Set<String> all = new LinkedHashSet<>();
    for (Class<?> port : PORTS) {
      if (List.of(String.join(" ", expected).split(" ")).contains(port.getSimpleName())) {
        all.add(port.getSimpleName());
      }
    }
    try (Repository target = oras.open(place)) {
      // A port that writes makes the store.
      target.capability(Untagger.class);
      assertEquals(all, ports(target), place);
      assertEquals(all, ports(new Wrapper(target)), "wrapped: " + place);
      assertEquals(all, ports(new Wrapper(new Wrapper(target))), "wrapped twice: " + place);
    }
  }

  private String layout() {
    return "oci-layout://" + work.toUri().getRawPath() + "layout";
  }

  @Test
  void wrapperHasAllPortsOfTheStore() throws IOException {
    String store = READ + " Deleter Pusher ReferencePusher StreamPusher Tagger Untagger";
    assertPorts(registry.host() + "/demo", store, "BlobResolver Mounter");
    assertPorts(layout(), store, "GarbageCollector");
    assertPorts("oci-archive://" + work.toUri().getRawPath() + "a.tar", store);
    assertPorts("memory://one", store);
    assertPorts("files://" + work.toUri().getRawPath() + "files", "Predecessors Pusher Tagger");
  }

  @Test
  void cacheLosesNoPortOfTheRepository() throws IOException {
    try (Oras withoutCache =
        Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      String place = registry.host() + "/demo";
      assertEquals(ports(withoutCache.repository(place)), ports(oras.repository(place)));
    }
  }

  @Test
  void copyBetweenWrappersMountsAndListsReferrers() throws IOException {
    String from = registry.host() + "/from:v1";
    oras.push(from, Artifact.of(Layer.ofText("content").withTitle("a.txt")));
    oras.attach(from, Artifact.of(MediaType.UNKNOWN_ARTIFACT, Layer.ofText("about it")));
    try (Target source = new Wrapper(oras.repository(registry.host() + "/from"));
        Target destination = new Wrapper(oras.repository(registry.host() + "/to"))) {
      oras.copy(
          oras.repository(source).at("v1"),
          oras.repository(destination).at("v1"),
          o -> o.includeReferrers(true));
    }
    assertEquals(1, oras.discover(registry.host() + "/to:v1").referrers().size());
    assertTrue(
        registry.requests().stream().anyMatch(request -> request.toString().contains("mount=")),
        registry.requests()::toString);
  }

  @Test
  void layoutBehindAWrapperCollectsItsGarbage() throws IOException {
    try (Target target = new Wrapper(oras.open(layout()))) {
      assertEquals(
          List.of(), target.capability(GarbageCollector.class).orElseThrow().collectGarbage());
    }
  }

  /** A wrapper of a third party that can be read, and forwards everything else. */
  private record ReadingWrapper(Target wrapped) implements ReadOnlyTarget {
    @Override
    public <T> Optional<T> capability(Class<T> port) throws IOException {
      Optional<T> own = ReadOnlyTarget.super.capability(port);
      return own.isPresent() ? own : wrapped.capability(port);
    }

    @Override
    public InputStream fetch(Descriptor descriptor) throws IOException {
      return wrapped.fetch(descriptor);
    }

    @Override
    public boolean exists(Descriptor descriptor) throws IOException {
      return wrapped.exists(descriptor);
    }

    @Override
    public Descriptor resolve(String reference) throws IOException {
      return wrapped.resolve(reference);
    }
  }

  @Test
  void writingVerbFindsTheTargetBehindAWrapper() throws IOException {
    Repository wrapped = oras.repository(new ReadingWrapper(oras.layout(work.resolve("layout"))));
    wrapped.push("v1", Artifact.of(Layer.ofText("content").withTitle("a.txt")));
    assertEquals(List.of("v1"), oras.tags(layout()));
  }

  @Test
  void indexOfALayoutBehindAWrapperIsWrittenOnceForAnOperation() throws IOException {
    Path index = work.resolve("layout/index.json");
    Descriptor manifest =
        oras.push(layout() + "#v1", Artifact.of(Layer.ofText("content"))).manifest().descriptor();
    try (Target target = new Wrapper(new Wrapper(oras.open(layout())))) {
      BatchStore.batched(
          target,
          batch -> {
            batch.tag(manifest, "v2");
            batch.tag(manifest, "v3");
            assertFalse(Files.readString(index).contains("v2"));
            return manifest;
          });
    }
    assertEquals(List.of("v1", "v2", "v3"), oras.tags(layout()));
  }

  @Test
  void callOfAPortIsAnOperationOfItsOwn() throws IOException {
    String place = registry.host() + "/demo";
    Descriptor layer =
        oras.push(place + ":v1", Artifact.of(Layer.ofText("content"))).manifest().layers().get(0);
    List<String> ended = new CopyOnWriteArrayList<>();
    Repository repository =
        oras.repository(place)
            .with(
                o ->
                    o.listener(
                        event -> {
                          if (event instanceof TransferEvent.OperationFinished) {
                            ended.add(event.operation().target());
                          }
                        }));
    RangeFetcher ranges = repository.capability(RangeFetcher.class).orElseThrow();
    TagLister tags = repository.capability(TagLister.class).orElseThrow();
    ended.clear();
    InputStream range = ranges.fetchRange(layer, 3, 4);
    assertEquals(List.of(), ended);
    assertEquals("tent", new String(range.readAllBytes(), UTF_8));
    range.close();
    assertEquals(List.of(place), ended);
    assertEquals(List.of("v1"), tags.tags(Optional.empty()).toList());
    assertEquals(List.of(place, place), ended);
    Deleter deleter = repository.capability(Deleter.class).orElseThrow();
    Descriptor missing = Descriptor.of(MediaType.OCTET_STREAM, new byte[] {1});
    assertThrows(NotFoundException.class, () -> deleter.delete(missing));
  }
}
