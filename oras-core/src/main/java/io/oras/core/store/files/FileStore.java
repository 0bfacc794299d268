package io.oras.core.store.files;

import io.oras.api.content.ContentSource;
import io.oras.api.content.GraphTarget;
import io.oras.api.content.Pusher;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.Manifest;
import io.oras.api.spi.StoreContext;
import io.oras.core.archive.Unpacker;
import io.oras.core.context.DocumentReader;
import io.oras.core.context.Limit.Bound;
import io.oras.core.context.OperationBudget;
import io.oras.core.filesystem.FileTransaction;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.Limits;
import io.oras.core.store.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder of files: what a pull copies into. A layer with a title becomes a file of that name, or
 * a folder when it was packed from one; the rest is kept in memory, so that it can be walked, and
 * is gone with the store.
 *
 * <p>A file is written beside its place, verified, and moved there, at once or, in a store that was
 * made by {@link #holding}, when {@link #commit} says so; on a failure nothing is left of it.
 * Content with several titles is moved once and restored under each. A file that is there with the
 * very content is taken for restored. Titles are paths from the network, see {@link
 * io.oras.core.filesystem.SafePaths}.
 *
 * <p>Thread safe.
 */
public final class FileStore implements GraphTarget {
  /** As many times the limit of one manifest is held in memory. */
  private static final int HELD = 16;

  private final RestoredFiles files;
  private final Options options;
  private final StoreContext context;
  private final MemoryStore memory;
  private final AtomicLong held = new AtomicLong();
  private final Map<Digest, List<Descriptor>> plans = new ConcurrentHashMap<>();
  private final Map<Digest, List<Descriptor>> names = new ConcurrentHashMap<>();

  /**
   * Restores into the folder, which is created when it is not there.
   *
   * @throws IOException when it cannot be created
   */
  public FileStore(Path folder, Options options, StoreContext context) throws IOException {
    this(folder, options, context, false);
  }

  private FileStore(Path folder, Options options, StoreContext context, boolean hold)
      throws IOException {
    this.files = new RestoredFiles(folder, options, hold);
    this.options = options;
    this.context = context;
    this.memory = new MemoryStore(files.toString(), context);
  }

  /**
   * As the constructor, but nothing appears under its name, and nothing is replaced, before {@link
   * #commit}. Closed without that, it leaves what was there before.
   */
  public static FileStore holding(Path folder, Options options, StoreContext context)
      throws IOException {
    return new FileStore(folder, options, context, true);
  }

  /**
   * Puts all that was held back under its name.
   *
   * @throws StoreException when something is in the way by now; then all is as it was before
   */
  public void commit() throws IOException {
    commit(List.of(this));
  }

  /** Commits all of them, or none. */
  public static void commit(List<FileStore> stores) throws IOException {
    FileTransaction.together(
        moves -> {
          for (FileStore store : stores) {
            store.files.commit(moves);
          }
        });
    stores.forEach(store -> store.files.committed());
  }

  /** Removes what was held back and not committed. */
  @Override
  public void close() throws IOException {
    files.close();
  }

  /**
   * Says which children of a manifest will come and under which titles, before they do; they need
   * not be the manifest's own. Without that, all its own are restored that have a title.
   */
  public void expect(Descriptor manifest, List<Descriptor> children) {
    plans.put(manifest.digest(), List.copyOf(children));
    for (Descriptor child : children) {
      if (child.title().isPresent()) {
        names.computeIfAbsent(child.digest(), d -> new CopyOnWriteArrayList<>()).add(child);
      }
    }
  }

  /** Lets content of this title go out of the folder: the caller chose it, not the network. */
  public void trust(String title) {
    files.trust(title);
  }

  /**
   * Where content of this title goes, or went.
   *
   * @throws StoreException when the title is refused
   * @throws NotFoundException when there is no title
   */
  public Path path(Descriptor named) throws IOException {
    return files.path(
        named
            .title()
            .orElseThrow(
                () -> new NotFoundException(named.digest() + " has no title, so no file")));
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException when the title is refused, or is there already and is to be kept
   * @throws io.oras.api.error.ArchiveException when a packed folder is broken or unsafe
   * @throws io.oras.api.error.MissingProviderException when there is no provider to unpack it
   * @throws LimitExceededException when it has no title and is too large to be kept in memory
   */
  @Override
  public void push(Descriptor expected, ContentSource content) throws IOException {
    if (expected.mediaType().isManifest()) {
      pushManifest(expected, content);
      return;
    }
    List<Descriptor> all = names(expected);
    if (all.isEmpty()) {
      hold(expected, content, memory);
    }
    for (Descriptor named : all) {
      restore(named, files.content(expected.digest()).orElse(content));
    }
  }

  @Override
  public void pushManifest(Descriptor expected, ContentSource content) throws IOException {
    hold(expected, content, (manifest, bytes) -> memory.pushManifest(manifest, bytes));
    complete(expected);
  }

  /** All titles of the content, files first: from those a folder is unpacked without a download. */
  private List<Descriptor> names(Descriptor expected) {
    List<Descriptor> all = new ArrayList<>(names.getOrDefault(expected.digest(), List.of()));
    if (expected.title().isPresent()) {
      all.add(expected);
    }
    all.sort((one, other) -> Boolean.compare(isFolder(one), isFolder(other)));
    return all;
  }

  private boolean isFolder(Descriptor named) {
    return options.unpack() && "true".equals(named.annotations().get(Annotations.CONTENT_UNPACK));
  }

  /** Only a folder needs a provider of archives. */
  private Unpacker unpacker() {
    return new Unpacker(
        context.archives("tar"),
        context::compression,
        options.budget(),
        options.preservePermissions());
  }

  private void restore(Descriptor named, ContentSource content) throws IOException {
    String title = named.title().orElseThrow();
    if (isFolder(named)) {
      files.restoreFolder(named, title, content, this::unpacker);
    } else {
      files.restoreFile(named, title, content);
    }
  }

  /** Restores what has come under another title only. */
  private void complete(Descriptor manifest) throws IOException {
    List<Descriptor> children = plans.get(manifest.digest());
    if (children == null) {
      children =
          memory.fetchReference(manifest.digest().toString()).view().stream()
              .map(Manifest::children)
              .flatMap(List::stream)
              .toList();
    }
    for (Descriptor child : children) {
      Optional<ContentSource> content = files.content(child.digest());
      if (content.isPresent() && child.title().isPresent()) {
        restore(child, content.get());
      }
    }
  }

  private void hold(Descriptor expected, ContentSource content, Pusher into) throws IOException {
    if (memory.exists(expected)) {
      return;
    }
    Bound limit = new DocumentReader(context).limit();
    limit.require(
        expected.size(),
        () ->
            "%s has no title to name a file, and has %s bytes; copy it to an OCI layout instead"
                .formatted(expected.digest(), expected.size()));
    if (held.addAndGet(expected.size()) > HELD * limit.value()) {
      held.addAndGet(-expected.size());
      throw limit.exceeded(
          "manifests and blobs without a title are larger than %s manifests; copy to an OCI layout instead"
              .formatted(HELD));
    }
    into.push(expected, content);
  }

  @Override
  public boolean manifestExists(Descriptor descriptor) throws IOException {
    return memory.exists(descriptor);
  }

  @Override
  public boolean exists(Descriptor descriptor) throws IOException {
    Optional<String> title = descriptor.title();
    if (descriptor.mediaType().isManifest() || title.isEmpty()) {
      return files.content(descriptor.digest()).isPresent() || memory.exists(descriptor);
    }
    return isFolder(descriptor)
        ? files.isRestored(files.path(title.get()), descriptor.digest())
        : files.has(descriptor, title.get());
  }

  /** {@inheritDoc} An unpacked folder cannot be fetched. */
  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    Optional<ContentSource> file = files.content(descriptor.digest());
    return file.isPresent()
        ? VerifyingInputStream.of(file.get().open(), descriptor)
        : memory.fetch(descriptor);
  }

  @Override
  public Descriptor resolve(String reference) throws IOException {
    return memory.resolve(reference);
  }

  @Override
  public void tag(Descriptor descriptor, String tag) throws IOException {
    memory.tag(descriptor, tag);
  }

  @Override
  public List<Descriptor> predecessors(Descriptor descriptor) throws IOException {
    return memory.predecessors(descriptor);
  }

  /** Where this is, as in {@code the folder /srv/files}. */
  @Override
  public String toString() {
    return files.toString();
  }

  /**
   * How files are restored.
   *
   * @param existing what becomes of files that are there; replaced by default
   * @param allowPathTraversal whether titles may lead out of the folder; false by default
   * @param unpack whether packed folders are unpacked; true by default
   * @param preservePermissions whether the mode bits of unpacked files are kept as packed, whatever
   *     the umask says; false by default
   * @param budget counts what the operation unpacks and copies
   */
  public record Options(
      ExistingFiles existing,
      boolean allowPathTraversal,
      boolean unpack,
      boolean preservePermissions,
      OperationBudget budget) {
    /** Returns the defaults, with a budget of their own. */
    public static Options defaults() {
      return new Options(
          ExistingFiles.REPLACE, false, true, false, new OperationBudget(Limits.defaults()));
    }
  }
}
