package io.oras.core.usecase;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.event.TransferEvent.BlobSkipped.Reason;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Signer;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.graph.CopyPlan;
import io.oras.core.graph.GraphCopy;
import io.oras.core.graph.ReferrerLookup;
import io.oras.core.options.PullOptions;
import io.oras.core.store.files.FileStore;
import io.oras.core.store.files.FileStore.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Pull is copy into a folder of files, of what has a name there. */
public record Pull(ClientContext client, OperationContext operation) {
  private static final int MAX_LISTED = 10;

  /**
   * What was pulled.
   *
   * @param manifest after the platform was chosen
   * @param files in the order of the layers
   * @param skipped layers and configs without a file name
   * @param signers who signed it, if the trust policy asked for that
   */
  public record Pulled(
      RawManifest manifest,
      List<PulledFile> files,
      List<Descriptor> skipped,
      List<Signer> signers) {}

  /**
   * A file, or a folder that was unpacked.
   *
   * @param path absolute
   * @param descriptor of the layer
   */
  public record PulledFile(Path path, Descriptor descriptor) {}

  /**
   * Copies the layers with a name of what {@code reference} names into the folder: all of them, or,
   * when anything fails, none, and what was there stays as it was.
   *
   * @throws NotFoundException if the artifact has no referrer of the type that the options ask for
   * @throws UnsupportedException if the artifact has several of them
   */
  public Pulled run(ReadOnlyTarget source, String reference, Path folder, PullOptions options)
      throws IOException {
    MediaType type = options.referrer().orElse(null);
    TargetReader resolve = new TargetReader(client);
    RawManifest root =
        type == null
            ? resolve.manifest(
                source, reference, options.acceptManifests(), options.platform().stream().toList())
            : resolve.manifest(
                source,
                referrer(source, reference, type, options).digest().toString(),
                options.acceptManifests(),
                List.of());
    try (FileStore files = store(folder, options)) {
      Choice choice = new Choice(files, options);
      CopyPlan plan =
          new CopyPlan(
              operation.concurrency().atMost(options.concurrency()),
              choice::successors,
              false,
              true,
              operation.events());
      new GraphCopy(client.codec(), client.limits(), client.executor())
          .copy(root, source, files, List.of(), plan);
      files.commit();
      return choice.result(root, CheckedSource.signers(source, root.digest()));
    }
  }

  /** Returns the only referrer of a type. */
  private Descriptor referrer(
      ReadOnlyTarget source, String reference, MediaType type, PullOptions options)
      throws IOException {
    Descriptor subject = new TargetReader(client).descriptor(source, reference, options.platform());
    ReferrerLookup referrers =
        new ReferrerLookup(source, client.codec(), client.limits(), operation.budget());
    List<Descriptor> found = referrers.of(subject, type);
    if (found.size() == 1) {
      return found.get(0);
    }
    String what = "%s has %s referrers of type %s".formatted(reference, found.size(), type);
    if (!found.isEmpty()) {
      throw new UnsupportedException(
          what + ", expected one; pull one of them by its digest: " + list(found));
    }
    List<Descriptor> others = referrers.of(subject, null);
    throw new NotFoundException(
        others.isEmpty()
            ? what + ", and none of another type"
            : what + ", expected one; its referrers are " + list(others));
  }

  private static String list(List<Descriptor> referrers) {
    String listed =
        referrers.stream()
            .limit(MAX_LISTED)
            .map(each -> each.digest() + " (" + each.artifactType() + ")")
            .collect(Collectors.joining(", "));
    int more = referrers.size() - MAX_LISTED;
    return more > 0 ? listed + " and " + more + " more" : listed;
  }

  private FileStore store(Path folder, PullOptions options) throws IOException {
    return FileStore.holding(
        folder,
        new Options(
            options.existing(),
            options.allowPathTraversal(),
            options.unpack(),
            options.preservePermissions(),
            operation.budget()),
        client.storeContext(Access.WRITE));
  }

  private record NamedLayer(Descriptor named, Descriptor layer) {}

  /** Which content is wanted, and what was left out. */
  private final class Choice {
    private final FileStore files;
    private final PullOptions options;
    private final AtomicBoolean imageSeen = new AtomicBoolean();
    private final List<NamedLayer> taken = new CopyOnWriteArrayList<>();
    private final List<Descriptor> skipped = new CopyOnWriteArrayList<>();

    Choice(FileStore files, PullOptions options) {
      this.files = files;
      this.options = options;
    }

    List<Descriptor> successors(RawManifest raw) {
      operation.events().manifestRead(raw.descriptor());
      List<Descriptor> wanted = new ArrayList<>();
      Manifest manifest = raw.view().orElse(null);
      if (manifest instanceof ImageManifest image) {
        for (Descriptor layer : image.layers()) {
          named(layer, raw)
              .ifPresent(
                  named -> {
                    wanted.add(named);
                    taken.add(new NamedLayer(named, layer));
                  });
        }
        config(image).ifPresent(wanted::add);
      } else if (manifest != null) {
        wanted.addAll(manifest.children());
      }
      if (options.includeSubject() && manifest != null && manifest.subject() != null) {
        wanted.add(manifest.subject());
      }
      files.expect(raw.descriptor(), wanted);
      return wanted;
    }

    /** The config of the first image is written where it has a name and is of the right type. */
    private Optional<Descriptor> config(ImageManifest image) {
      Descriptor config = image.config();
      boolean first = imageSeen.compareAndSet(false, true);
      if (config == null) {
        return Optional.empty();
      }
      Path file = options.configFile().orElse(null);
      if (first
          && file != null
          && options.configType().map(config.mediaType()::equals).orElse(true)) {
        String title = file.toString().replace('\\', '/');
        if (file.isAbsolute()) {
          files.trust(title);
        }
        Map<String, String> annotations = new HashMap<>(config.annotations());
        annotations.put(Annotations.TITLE, title);
        return Optional.of(config.withAnnotations(annotations));
      }
      if (config.title().isPresent()) {
        return Optional.of(config);
      }
      if (!config.digest().equals(Descriptor.EMPTY_JSON.digest())) {
        skip(config);
      }
      return Optional.empty();
    }

    /** Returns a layer that is pulled, with its name as the title, which the store checks. */
    private Optional<Descriptor> named(Descriptor layer, RawManifest manifest) {
      String name = options.fileNames().fileName(layer, manifest).orElse(null);
      boolean own = layer.title().equals(Optional.ofNullable(name));
      boolean folder = !own && name != null && name.endsWith("/");
      if (name == null || (folder && !options.unpack())) {
        if (!layer.mediaType().equals(MediaType.OCI_EMPTY)) {
          skip(layer);
        }
        return Optional.empty();
      }
      List<MediaType> types = options.layerTypes();
      if (!(types.isEmpty() || types.contains(layer.mediaType()))
          || !options.layers().test(layer)) {
        return Optional.empty();
      }
      if (own) {
        return Optional.of(layer);
      }
      Map<String, String> annotations = new HashMap<>(layer.annotations());
      if (folder) {
        annotations.put(Annotations.CONTENT_UNPACK, "true");
        name = name.substring(0, name.length() - 1);
      }
      annotations.put(Annotations.TITLE, name);
      return Optional.of(layer.withAnnotations(annotations));
    }

    private void skip(Descriptor untitled) {
      skipped.add(untitled);
      operation.events().blobSkipped(untitled, Reason.NOT_WANTED);
    }

    Pulled result(RawManifest root, List<Signer> signers) throws IOException {
      List<PulledFile> pulled = new ArrayList<>();
      for (NamedLayer each : taken) {
        pulled.add(new PulledFile(files.path(each.named()), each.layer()));
      }
      return new Pulled(root, pulled, skipped, signers);
    }
  }
}
