package io.oras.core;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.ContentSource;
import io.oras.api.content.Deleter;
import io.oras.api.content.GarbageCollector;
import io.oras.api.content.GraphTarget;
import io.oras.api.content.Mounter;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferencePusher;
import io.oras.api.content.StreamPusher;
import io.oras.api.content.TagLister;
import io.oras.api.content.Target;
import io.oras.api.content.Untagger;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.event.TransferListener;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import io.oras.core.RepositoryCall.Use;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.graph.Ports;
import io.oras.core.options.AttachOptions;
import io.oras.core.options.CallOptions;
import io.oras.core.options.DiscoverOptions;
import io.oras.core.options.FetchOptions;
import io.oras.core.options.ListOptions;
import io.oras.core.options.PullOptions;
import io.oras.core.options.PushOptions;
import io.oras.core.pack.Packer;
import io.oras.core.runtime.OrasRuntime;
import io.oras.core.target.TargetOpener;
import io.oras.core.usecase.Attach;
import io.oras.core.usecase.BlobTransfer;
import io.oras.core.usecase.Delete;
import io.oras.core.usecase.Discover;
import io.oras.core.usecase.ListTags;
import io.oras.core.usecase.ManifestWriter;
import io.oras.core.usecase.Pull;
import io.oras.core.usecase.Push;
import io.oras.core.usecase.TargetReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place for artifacts: a repository of a registry, an OCI layout, an archive, a folder of files,
 * memory, or a store of your own. A repository has no tag; {@link #at(String)} names an artifact in
 * it.
 *
 * <pre>{@code
 * Repository app = oras.repository("ghcr.io/team/app");
 * app.push("v1", Artifact.of(Layer.of(Path.of("hello.txt"))), o -> o.tags("latest"));
 * app.pull("v1", Path.of("out"));
 * }</pre>
 *
 * <p>A {@code reference} is a tag, a digest, or {@code tag@digest}, where the digest decides. A
 * handle is cheap: the first call opens the target, and only a call that writes creates a store. An
 * archive, and a third-party store that was named by its URI, stay open until {@link #close()} or
 * {@link Oras#close()}; a new archive is complete then. For other targets {@code close} has no
 * effect, and a handle may be used after it.
 *
 * <p>Thread safe. Methods block. Besides the errors that a method names, methods throw {@link
 * io.oras.api.error.OrasException}s, and {@link UnsupportedException} if the target lacks a port
 * that the method needs.
 */
public final class Repository implements Target {
  private static final Set<Class<?>> WRITING_PORTS =
      Set.of(
          Deleter.class,
          GarbageCollector.class,
          GraphTarget.class,
          Mounter.class,
          ReferencePusher.class,
          StreamPusher.class,
          Untagger.class,
          io.oras.core.store.WritableStore.class);

  private final OrasRuntime runtime;
  private final TargetOpener opener;
  private final CallOptions defaults;

  /** Creates a handle without settings of its own. */
  Repository(OrasRuntime runtime, TargetOpener opener) {
    this(runtime, opener, CallOptions.defaults());
  }

  Repository(OrasRuntime runtime, TargetOpener opener, CallOptions defaults) {
    this.runtime = runtime;
    this.opener = opener;
    this.defaults = defaults;
  }

  /** Returns the name: {@code host/path} for a registry, the URI for a store. */
  public String name() {
    return opener.toString();
  }

  /** Returns the name in the registry, if this is a repository of a registry. */
  public Optional<RepositoryName> repositoryName() {
    return opener.repositoryName();
  }

  /**
   * Returns the location of an artifact in this repository.
   *
   * @param reference a tag, a digest, or both as {@code tag@digest}
   * @throws IllegalArgumentException if the reference is empty or no tag of the registry
   */
  public ArtifactLocation at(String reference) {
    ArtifactReference parsed = ArtifactReference.parse(reference);
    if (parsed.tag() != null && isInRegistry()) {
      Reference.requireTag(parsed.tag());
    }
    return new ArtifactLocation(this, parsed.tag(), parsed.digest());
  }

  /** Returns the location of the manifest with this digest. */
  public ArtifactLocation at(Digest digest) {
    return new ArtifactLocation(this, null, digest);
  }

  /** Returns the location without tag and digest, as a destination: a copy sets no tag there. */
  public ArtifactLocation untagged() {
    return new ArtifactLocation(this, null, null);
  }

  /**
   * Returns a handle of the same repository whose calls have these settings, unless the options of
   * a call have their own. Closing either handle closes what both hold open.
   */
  public Repository with(Consumer<CallOptions.Builder> settings) {
    return new Repository(runtime, opener, configured(defaults.toBuilder(), settings).build());
  }

  /** Pushes with the default options: see {@link #push(String, Artifact, PushOptions)}. */
  public PushResult push(String tag, Artifact artifact) throws IOException {
    return push(tag, artifact, PushOptions.defaults());
  }

  /** Pushes with these options: see {@link #push(String, Artifact, PushOptions)}. */
  public PushResult push(String tag, Artifact artifact, Consumer<PushOptions.Builder> options)
      throws IOException {
    return push(tag, artifact, configured(PushOptions.builder(), options).build());
  }

  /**
   * Packs the artifact, stores it, and sets the tag. The artifact's files are checked before the
   * first request.
   *
   * @throws IllegalArgumentException if the tag is a digest, if a file does not exist, or if two
   *     layers have one title
   */
  public PushResult push(String tag, Artifact artifact, PushOptions options) throws IOException {
    return pushed(requireTag(tag), artifact, options);
  }

  /** Pushes without a tag, with the default options. */
  public PushResult push(Artifact artifact) throws IOException {
    return push(artifact, PushOptions.defaults());
  }

  /** Pushes without a tag, with these options. */
  public PushResult push(Artifact artifact, Consumer<PushOptions.Builder> options)
      throws IOException {
    return push(artifact, configured(PushOptions.builder(), options).build());
  }

  /** Packs the artifact and stores it by its digest, with the tags of the options, if any. */
  public PushResult push(Artifact artifact, PushOptions options) throws IOException {
    return pushed(null, artifact, options);
  }

  private PushResult pushed(@Nullable String tag, Artifact artifact, PushOptions options)
      throws IOException {
    ArtifactLocation location = tag == null ? untagged() : at(tag);
    List<String> tags = location.tags(options.tags());
    Packer.check(artifact, artifact.subject().isPresent());
    return call("push", location, options.timeout(), options.listener())
        .writing(
            (operation, target) -> {
              RawManifest manifest =
                  new Push(runtime.client(), operation).run(artifact, target, tags, options);
              return new PushResult(manifest, this, tags);
            });
  }

  /** Attaches with the default options: see {@link #attach(String, Artifact, AttachOptions)}. */
  public PushResult attach(String subject, Artifact artifact) throws IOException {
    return attach(subject, artifact, AttachOptions.defaults());
  }

  /** Attaches with these options: see {@link #attach(String, Artifact, AttachOptions)}. */
  public PushResult attach(
      String subject, Artifact artifact, Consumer<AttachOptions.Builder> options)
      throws IOException {
    return attach(subject, artifact, configured(AttachOptions.builder(), options).build());
  }

  /**
   * Packs the artifact and stores it, by its digest, as a referrer of the subject. If the registry
   * has no referrers API, the list of the subject's referrers is updated (distribution-spec v1.1.1,
   * "Referrers Tag Schema").
   *
   * @param subject the reference of the manifest that the artifact refers to; it replaces another
   *     subject of the artifact
   * @throws IllegalArgumentException if the artifact has no type; {@link
   *     MediaType#UNKNOWN_ARTIFACT} states that on purpose
   * @throws NotFoundException if the subject does not exist
   */
  public PushResult attach(String subject, Artifact artifact, AttachOptions options)
      throws IOException {
    ArtifactLocation to = at(subject);
    List<String> tags = untagged().tags(options.tags());
    Packer.check(artifact, true);
    return call("attach", to, options.timeout(), options.listener())
        .changing(
            (operation, target) -> {
              RawManifest manifest =
                  new Attach(runtime.client(), operation)
                      .run(artifact, guarded(operation, target), target, to.reference(), options);
              return new PushResult(manifest, this, tags);
            });
  }

  /** Pulls with the default options: see {@link #pull(String, Path, PullOptions)}. */
  public PullResult pull(String reference, Path folder) throws IOException {
    return pull(reference, folder, PullOptions.defaults());
  }

  /** Pulls with these options: see {@link #pull(String, Path, PullOptions)}. */
  public PullResult pull(String reference, Path folder, Consumer<PullOptions.Builder> options)
      throws IOException {
    return pull(reference, folder, configured(PullOptions.builder(), options).build());
  }

  /**
   * Writes the layers that have a file name into the folder, which is created if necessary. Either
   * all files appear, whole and verified, or none does and the folder is as it was.
   */
  public PullResult pull(String reference, Path folder, PullOptions options) throws IOException {
    ArtifactLocation from = at(reference);
    return call("pull", from, options.timeout(), options.listener())
        .reading(
            (operation, target) ->
                new PullResult(
                    this,
                    new Pull(runtime.client(), operation)
                        .run(target, from.reference(), folder, options)));
  }

  /** Discovers with the default options: see {@link #discover(String, DiscoverOptions)}. */
  public ReferrerTree discover(String reference) throws IOException {
    return discover(reference, DiscoverOptions.defaults());
  }

  /** Discovers with these options: see {@link #discover(String, DiscoverOptions)}. */
  public ReferrerTree discover(String reference, Consumer<DiscoverOptions.Builder> options)
      throws IOException {
    return discover(reference, configured(DiscoverOptions.builder(), options).build());
  }

  /** Returns the manifest with its referrers, their referrers, and so on. */
  public ReferrerTree discover(String reference, DiscoverOptions options) throws IOException {
    ArtifactLocation from = at(reference);
    return call("discover", from, options.timeout(), options.listener())
        .reading(
            (operation, target) ->
                new ReferrerTree(
                    new Discover(runtime.client(), operation)
                        .run(target, from.reference(), options)));
  }

  /**
   * Returns the descriptor of the manifest.
   *
   * @throws NotFoundException if no manifest has this tag or digest
   */
  @Override
  public Descriptor resolve(String reference) throws IOException {
    return resolve(reference, FetchOptions.defaults());
  }

  /** Resolves with these options: see {@link #resolve(String)}. */
  public Descriptor resolve(String reference, Consumer<FetchOptions.Builder> options)
      throws IOException {
    return resolve(reference, configured(FetchOptions.builder(), options).build());
  }

  /** Resolves with these options: see {@link #resolve(String)}. */
  public Descriptor resolve(String reference, FetchOptions options) throws IOException {
    ArtifactLocation from = at(reference);
    return call("resolve", from, options.timeout(), options.listener())
        .reading(
            (operation, target) ->
                new TargetReader(runtime.client()).descriptor(target, from.reference(), options));
  }

  /**
   * Returns the manifest with its exact bytes.
   *
   * @throws NotFoundException if no manifest has this tag or digest
   */
  public RawManifest fetch(String reference) throws IOException {
    return fetch(reference, FetchOptions.defaults());
  }

  /** Fetches with these options: see {@link #fetch(String)}. */
  public RawManifest fetch(String reference, Consumer<FetchOptions.Builder> options)
      throws IOException {
    return fetch(reference, configured(FetchOptions.builder(), options).build());
  }

  /** Fetches with these options: see {@link #fetch(String)}. */
  public RawManifest fetch(String reference, FetchOptions options) throws IOException {
    ArtifactLocation from = at(reference);
    return call("fetch", from, options.timeout(), options.listener())
        .reading(
            (operation, target) ->
                new TargetReader(runtime.client()).manifest(target, from.reference(), options));
  }

  /** Returns all tags, in the order of the target. */
  public List<String> tags() throws IOException {
    return tags(ListOptions.defaults());
  }

  /** Returns the tags that these options choose. */
  public List<String> tags(Consumer<ListOptions.Builder> options) throws IOException {
    return tags(configured(ListOptions.builder(), options).build());
  }

  /** Returns the tags that these options choose, in the order of the target. */
  public List<String> tags(ListOptions options) throws IOException {
    return call("tags", name(), options.timeout(), options.listener())
        .reading((operation, target) -> ListTags.list(target, options));
  }

  /** Returns whether a manifest has this tag or digest. A store that does not exist has none. */
  public boolean exists(String reference) throws IOException {
    try {
      resolve(reference);
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Returns the direct referrers of the manifest, of all types. */
  public List<Descriptor> referrers(String reference) throws IOException {
    return referrersOf(reference, o -> o.depth(1));
  }

  /** Returns the direct referrers of the manifest that have this artifact type. */
  public List<Descriptor> referrers(String reference, MediaType artifactType) throws IOException {
    return referrersOf(reference, o -> o.depth(1).artifactType(artifactType));
  }

  private List<Descriptor> referrersOf(String reference, Consumer<DiscoverOptions.Builder> options)
      throws IOException {
    return discover(reference, options).flatten();
  }

  /**
   * Deletes the manifest and all its referrers, direct and indirect; referrers go before the
   * manifests they refer to, so a call that was stopped can be repeated.
   *
   * @return the descriptors of the deleted manifests, in the order of deletion
   * @throws NotFoundException if no manifest has this tag or digest
   */
  public List<Descriptor> deleteWithReferrers(String reference) throws IOException {
    ArtifactLocation from = at(reference);
    return changing(
        "deleteWithReferrers",
        from,
        (operation, target) ->
            new Delete(runtime.client(), operation)
                .run(target, port(target, Deleter.class), from.reference()));
  }

  /**
   * Stores a manifest and sets the tags. The content that the manifest refers to must exist.
   *
   * @param tags none to store it by its digest alone
   */
  public PushResult pushManifest(RawManifest manifest, String... tags) throws IOException {
    List<String> names = requireTags(tags);
    return writing(
        "manifest.push",
        name(),
        (operation, target) -> {
          new ManifestWriter(runtime.client()).run(manifest, target, names);
          return new PushResult(manifest, this, names);
        });
  }

  /**
   * Encodes a manifest, stores it and sets the tags: see {@link #pushManifest(RawManifest,
   * String...)}.
   */
  public PushResult pushManifest(Manifest manifest, String... tags) throws IOException {
    return pushManifest(encode(manifest), tags);
  }

  /**
   * Sets more tags on a manifest. A registry is asked once for the manifest, however many tags
   * there are.
   *
   * @return the descriptor of the manifest
   * @throws NotFoundException if no manifest has this tag or digest
   */
  public Descriptor tag(String reference, String... tags) throws IOException {
    ArtifactLocation from = at(reference);
    List<String> names = requireTags(tags);
    return changing(
        "tag",
        from,
        (operation, target) ->
            new ManifestWriter(runtime.client())
                .tag(from.reference(), guarded(operation, target), target, names));
  }

  /**
   * Removes tags; the manifests stay, with their other tags.
   *
   * @return the tags that existed and were removed
   */
  public List<String> untag(String... tags) throws IOException {
    List<String> names = requireTags(tags);
    return changing(
        "untag",
        name(),
        (operation, target) -> ManifestWriter.untag(port(target, Untagger.class), names));
  }

  /**
   * Deletes the manifest with all its tags.
   *
   * @return the descriptor of the deleted manifest
   * @throws NotFoundException if no manifest has this tag or digest
   */
  public Descriptor delete(String reference) throws IOException {
    ArtifactLocation from = at(reference);
    return changing(
        "delete",
        from,
        (operation, target) -> {
          Deleter deleter = port(target, Deleter.class);
          Descriptor manifest = target.resolve(from.reference());
          deleter.deleteManifest(manifest);
          return manifest;
        });
  }

  /**
   * Removes the content that no manifest of the store's index reaches and that no writer has used
   * in the last 24 hours.
   *
   * @return the digests of the removed content
   */
  public List<Digest> collectGarbage() throws IOException {
    return changing(
        "collectGarbage",
        name(),
        (operation, target) -> port(target, GarbageCollector.class).collectGarbage());
  }

  /**
   * Removes the content that no manifest of the store's index reaches: see {@link
   * #collectGarbage()}.
   *
   * @param grace how long content stays after a writer used it; less than 24 hours is safe only if
   *     nobody writes to the store
   */
  public List<Digest> collectGarbage(Duration grace) throws IOException {
    return changing(
        "collectGarbage",
        name(),
        (operation, target) -> port(target, GarbageCollector.class).collectGarbage(grace));
  }

  /** Returns the blobs of this repository. */
  public Blobs blobs() {
    return new Blobs(this);
  }

  /** Returns an editor of a new, empty index of manifests in this repository. */
  public IndexEditor newIndex() {
    return new IndexEditor(this, ImageIndex.of(List.of()));
  }

  /**
   * Returns an editor that starts with an index of this repository. The editor does not change this
   * index; it stores a new index.
   *
   * @throws UnsupportedException if the manifest is no index
   */
  public IndexEditor editIndex(String reference) throws IOException {
    return new IndexEditor(this, IndexEditor.index(fetch(reference), reference));
  }

  /**
   * Returns an optional port of the target, such as {@link io.oras.api.content.RangeFetcher}. For a
   * port that writes, the target is opened for writing, which creates a store that does not exist.
   *
   * <p>The port can be used as long as this repository. Each of its calls is an operation of its
   * own, with the timeout and the listeners of this repository. A call that returns a {@link
   * java.util.stream.Stream} reads the whole list first.
   */
  @Override
  public <T> Optional<T> capability(Class<T> port) throws IOException {
    if (port.isInstance(this)) {
      return Optional.of(port.cast(this));
    }
    boolean writes = WRITING_PORTS.contains(port);
    boolean calls = PortCalls.supports(port);
    String verb = port == TagLister.class ? "tags" : "capability";
    Optional<T> found;
    try {
      found =
          writes
              ? writing(verb, name(), (operation, target) -> target.capability(port))
              : reading(verb, name(), (operation, target) -> target.capability(port));
    } catch (NotFoundException e) {
      if (calls) {
        throw e;
      }
      return Optional.empty(); // Core asks before it creates the store.
    }
    return found.isPresent() && calls
        ? Optional.of(new PortCalls<>(this, port, verb, writes).proxy())
        : found;
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    return call("blob.fetch", at(descriptor.digest()))
        .streaming(
            (operation, target) -> new BlobTransfer(client(), operation).fetch(target, descriptor));
  }

  @Override
  public InputStream fetchManifest(Descriptor descriptor) throws IOException {
    return call("manifest.fetch", at(descriptor.digest()))
        .streaming((operation, target) -> target.fetchManifest(descriptor));
  }

  @Override
  public ContentSource source(Descriptor descriptor) throws IOException {
    return reading(
        "source", at(descriptor.digest()), (operation, target) -> target.source(descriptor));
  }

  /** Returns whether the content exists. A store that does not exist has none. */
  @Override
  public boolean exists(Descriptor descriptor) throws IOException {
    return exists("exists", descriptor, (operation, target) -> target.exists(descriptor));
  }

  private boolean exists(String verb, Descriptor descriptor, Use<ReadOnlyTarget, Boolean> use)
      throws IOException {
    try {
      return reading(verb, at(descriptor.digest()), use);
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Returns whether the manifest exists. A store that does not exist has none. */
  @Override
  public boolean manifestExists(Descriptor descriptor) throws IOException {
    return exists(
        "manifest.exists", descriptor, (operation, target) -> target.manifestExists(descriptor));
  }

  @Override
  public void push(Descriptor expected, ContentSource content) throws IOException {
    writing(
        "blob.push",
        at(expected.digest()),
        (operation, target) -> {
          target.push(expected, content);
          return expected;
        });
  }

  @Override
  public void pushManifest(Descriptor expected, ContentSource content) throws IOException {
    writing(
        "manifest.push",
        at(expected.digest()),
        (operation, target) -> {
          target.pushManifest(expected, content);
          return expected;
        });
  }

  @Override
  public void tag(Descriptor descriptor, String tag) throws IOException {
    requireTag(tag);
    changing(
        "tag",
        at(descriptor.digest()),
        (operation, target) -> {
          target.tag(descriptor, tag);
          return descriptor;
        });
  }

  /** Closes the archive or third-party store that this handle holds open, if there is one. */
  @Override
  public void close() throws IOException {
    opener.close();
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name();
  }

  /** Returns whether tags and digests are written as in the names of a registry. */
  boolean isInRegistry() {
    return opener.repositoryName().isPresent() || opener.shortName().isPresent();
  }

  TargetOpener opener() {
    return opener;
  }

  ClientContext client() {
    return runtime.client();
  }

  RawManifest encode(Manifest manifest) {
    return runtime.client().codec().write(manifest);
  }

  /** Returns a call without options of its own. */
  RepositoryCall call(String verb, Object on) {
    return call(verb, on, Optional.empty(), TransferListener.NONE);
  }

  /** Returns a call, whose timeout takes precedence over that of the handle. */
  RepositoryCall call(
      String verb, Object on, Optional<Duration> timeout, TransferListener listener) {
    return new RepositoryCall(
        runtime, opener, defaults, runtime.operation(verb, on, defaults, timeout, listener));
  }

  private ReadOnlyTarget guarded(OperationContext operation, ReadOnlyTarget target)
      throws IOException {
    return new RepositoryCall(runtime, opener, defaults, operation).guarded(target);
  }

  <T> T reading(String verb, Object on, Use<ReadOnlyTarget, T> use) throws IOException {
    return call(verb, on).reading(use);
  }

  <T> T writing(String verb, Object on, Use<Target, T> use) throws IOException {
    return call(verb, on).writing(use);
  }

  <T> T changing(String verb, Object on, Use<Target, T> use) throws IOException {
    return call(verb, on).changing(use);
  }

  /**
   * Returns a port of the target.
   *
   * @throws UnsupportedException that names the port if the target lacks it
   */
  static <T> T port(ReadOnlyTarget target, Class<T> port) throws IOException {
    return Ports.of(target, port, "do this");
  }

  static <B> B configured(B builder, Consumer<? super B> settings) {
    settings.accept(builder);
    return builder;
  }

  String requireTag(String tag) {
    if (at(tag).digest().isPresent()) {
      throw new IllegalArgumentException(
          "expected a tag, got '" + tag + "': the digest comes from the content that is written");
    }
    return tag;
  }

  private List<String> requireTags(String... tags) {
    return Stream.of(tags).map(this::requireTag).distinct().toList();
  }
}
