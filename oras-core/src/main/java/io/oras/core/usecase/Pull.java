package io.oras.core.usecase;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.event.TransferEvent.BlobSkipped.Reason;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.core.context.OperationContext;
import io.oras.core.graph.CopyPlan;
import io.oras.core.graph.GraphCopy;
import io.oras.core.options.PullOptions;
import io.oras.core.store.FileStore;
import io.oras.core.store.FileStoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Pull is copy into a folder of files, of what has a name there. */
public final class Pull {
  private final Session session;
  private final OperationContext operation;

  /**
   * What was pulled.
   *
   * @param manifest after the platform was chosen
   * @param files in the order of the layers
   * @param skipped layers and configs without a file name
   */
  public record Pulled(RawManifest manifest, List<PulledFile> files, List<Descriptor> skipped) {}

  /**
   * A file, or a folder that was unpacked.
   *
   * @param path absolute
   * @param descriptor of the layer
   */
  public record PulledFile(Path path, Descriptor descriptor) {}

  /** Works in this session, for this operation. */
  public Pull(Session session, OperationContext operation) {
    this.session = session;
    this.operation = operation;
  }

  /**
   * Copies the titled layers of what {@code reference} names into the folder: all of them, or, when
   * anything fails, none, and what was there stays as it was.
   */
  public Pulled run(ReadOnlyTarget source, String reference, Path folder, PullOptions options)
      throws IOException {
    RawManifest root =
        new Resolve(session)
            .manifest(
                source, reference, options.acceptManifests(), options.platform().orElse(null));
    try (FileStore files = store(folder, options)) {
      Choice choice = new Choice(files, options);
      CopyPlan plan =
          new CopyPlan(options.concurrency(), choice::successors, false, true, operation.events());
      new GraphCopy(session.codec(), session.limits(), session.executor())
          .copy(root, source, files, List.of(), plan);
      files.commit();
      return choice.result(root);
    }
  }

  private FileStore store(Path folder, PullOptions options) throws IOException {
    return FileStore.holding(
        folder,
        new FileStoreOptions(
            options.existing(),
            options.allowPathTraversal(),
            options.unpack(),
            options.preservePermissions(),
            operation.budget()),
        session.storeContext());
  }

  /** Which content is wanted, and what was left out. */
  private final class Choice {
    private final FileStore files;
    private final PullOptions options;
    private final AtomicBoolean imageSeen = new AtomicBoolean();
    private final List<Descriptor> taken = new CopyOnWriteArrayList<>();
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
        image.layers().stream().filter(this::wanted).forEach(wanted::add);
        taken.addAll(wanted);
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

    private boolean wanted(Descriptor layer) {
      if (layer.title().isPresent()) {
        List<MediaType> types = options.layerTypes();
        return (types.isEmpty() || types.contains(layer.mediaType()))
            && options.layers().test(layer);
      }
      if (!layer.mediaType().equals(MediaType.OCI_EMPTY)) {
        skip(layer);
      }
      return false;
    }

    private void skip(Descriptor untitled) {
      skipped.add(untitled);
      operation.events().blobSkipped(untitled, Reason.NOT_WANTED);
    }

    Pulled result(RawManifest root) throws IOException {
      List<PulledFile> pulled = new ArrayList<>();
      for (Descriptor layer : taken) {
        pulled.add(new PulledFile(files.path(layer), layer));
      }
      return new Pulled(root, pulled, skipped);
    }
  }
}
