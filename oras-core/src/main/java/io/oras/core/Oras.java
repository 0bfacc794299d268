package io.oras.core;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Descriptor;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.RepositoryName;
import io.oras.api.reference.StoreReference;
import io.oras.core.options.AttachOptions;
import io.oras.core.options.CallOptions;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.DiscoverOptions;
import io.oras.core.options.FetchOptions;
import io.oras.core.options.ListOptions;
import io.oras.core.options.PullOptions;
import io.oras.core.options.PushOptions;
import io.oras.core.runtime.OrasRuntime;
import io.oras.core.target.TargetOpener.GivenTarget;
import io.oras.core.usecase.Copy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pushes, pulls, copies and discovers OCI artifacts in registries and stores.
 *
 * <pre>{@code
 * try (Oras oras = Oras.create()) {
 *   oras.push("localhost:5000/hello:v1", Artifact.of(Layer.of(Path.of("hello.txt"))));
 *   oras.pull("localhost:5000/hello:v1", Path.of("out"));
 * }
 * }</pre>
 *
 * <p>A name is text: {@code host/path[:tag][@digest]} for a registry, or {@code
 * scheme://location[#tag|#@digest]} for a store, such as {@code oci-layout:///srv/mirror#v1}. Names
 * get no default tag: a push to a name without a tag stores the artifact by its digest; the other
 * methods require a tag or a digest. {@link Repository} has the same methods without the name, for
 * programs that work with one repository.
 *
 * <p>Thread safe. One instance serves a program and shares connections, tokens and limits among its
 * operations. Methods block. There are three ways to stop a method: interrupt its thread ({@link
 * io.oras.api.error.OperationCancelledException}), give it a timeout ({@link
 * io.oras.api.error.DeadlineExceededException}), or close the {@code Oras} ({@link
 * io.oras.api.error.ClientClosedException}). Other failures are {@link
 * io.oras.api.error.OrasException}s; bad input is an {@link IllegalArgumentException}.
 */
public final class Oras implements AutoCloseable {
  private final OrasRuntime runtime;

  Oras(OrasBuilder builder) {
    this.runtime = new OrasRuntime(builder.settings(), builder.providers.newInstances());
  }

  /** Creates an {@code Oras} with the default settings and the adapters that are installed. */
  public static Oras create() {
    return builder().build();
  }

  /** Creates a builder for an {@code Oras} with other settings. */
  public static OrasBuilder builder() {
    return new OrasBuilder();
  }

  /**
   * Returns the repository with this name.
   *
   * @param name {@code host/path} of a registry; the URI of a store is accepted too
   * @throws io.oras.api.error.InvalidReferenceException if the name is invalid, or has a tag or a
   *     digest
   */
  public Repository repository(String name) {
    return open(name);
  }

  /** Returns the repository of a registry. */
  public Repository repository(RepositoryName name) {
    return new Repository(runtime, runtime.targets().of(name));
  }

  /**
   * Returns a repository that uses a target of your own. The target stays open: whoever opened it
   * closes it.
   */
  public Repository repository(ReadOnlyTarget target) {
    return target instanceof Repository repository
        ? repository
        : new Repository(runtime, new GivenTarget(target));
  }

  /** Returns the OCI layout in this folder. The first call that writes creates the layout. */
  public Repository layout(Path folder) {
    return open(StoreReference.uri("oci-layout", folder));
  }

  /**
   * Returns the OCI layout in this tar file. A file that exists can only be read. A new file is
   * written when the repository is closed.
   */
  public Repository archive(Path tar) {
    return open(StoreReference.uri("oci-archive", tar));
  }

  /** Returns the folder as a repository that stores content with a title as files. */
  public Repository files(Path folder) {
    return open(StoreReference.uri("files", folder));
  }

  /** Returns a new, empty repository in memory. The content lives as long as the handle. */
  public Repository memory() {
    return new Repository(runtime, runtime.targets().memory());
  }

  /**
   * Returns the repository with this name.
   *
   * @param place {@code host/path} of a registry, or the URI of a store
   * @throws InvalidReferenceException if the name is invalid, or has a tag or a digest
   */
  public Repository open(String place) {
    ShortName shortName = shortName(place);
    if (shortName != null && shortName.isRepository()) {
      return new Repository(runtime, runtime.targets().ofShortName(shortName.path()));
    }
    ArtifactName name = ArtifactName.parse(place);
    if (name.tagOrDigest().isPresent()) {
      throw new InvalidReferenceException(
          place,
          place.length(),
          "a repository has no tag and no digest; Oras.at names an artifact");
    }
    return new Repository(runtime, runtime.targets().of(name));
  }

  /**
   * Returns the store with this URI.
   *
   * @throws IllegalArgumentException if the URI has no scheme, has a fragment, or ends in a tag or
   *     digest: see {@link StoreReference#parse}
   */
  public Repository open(URI store) {
    return new Repository(runtime, runtime.targets().of(StoreReference.of(store)));
  }

  /**
   * Returns a registry as a whole.
   *
   * @param host {@code host[:port]}, as in references
   * @throws InvalidReferenceException if the host is invalid
   */
  public Registry registry(String host) {
    return new Registry(runtime, host, CallOptions.defaults());
  }

  /**
   * Returns the location with this name.
   *
   * @throws InvalidReferenceException if the name is invalid
   */
  public ArtifactLocation at(String name) {
    ShortName shortName = shortName(name);
    return shortName == null
        ? at(ArtifactName.parse(name))
        : new ArtifactLocation(
            new Repository(runtime, runtime.targets().ofShortName(shortName.path())),
            shortName.tag(),
            shortName.digest());
  }

  private @Nullable ShortName shortName(String text) {
    return runtime.client().settings().resolution().shortNames() ? ShortName.parse(text) : null;
  }

  /** Returns the location with this name. */
  public ArtifactLocation at(ArtifactName name) {
    return new ArtifactLocation(
        new Repository(runtime, runtime.targets().of(name)),
        name.tag().orElse(null),
        name.digest().orElse(null));
  }

  /** Pushes with the default options: see {@link #push(String, Artifact, PushOptions)}. */
  public PushResult push(String name, Artifact artifact) throws IOException {
    return push(name, artifact, PushOptions.defaults());
  }

  /** Pushes with these options: see {@link #push(String, Artifact, PushOptions)}. */
  public PushResult push(String name, Artifact artifact, Consumer<PushOptions.Builder> options)
      throws IOException {
    return push(name, artifact, Repository.configured(PushOptions.builder(), options).build());
  }

  /**
   * Packs the artifact and stores it under the tag of the name; without a tag, by its digest. The
   * artifact's files are checked before the first request.
   *
   * @throws IllegalArgumentException if the name has a digest, if a file does not exist, or if two
   *     layers have one title
   */
  public PushResult push(String name, Artifact artifact, PushOptions options) throws IOException {
    ArtifactLocation to = at(name);
    if (to.digest().isPresent()) {
      throw new IllegalArgumentException(
          "a push is to a tag or to none, got " + name + ": the digest comes from the content");
    }
    try (Repository repository = to.repository()) {
      return to.tag().isPresent()
          ? repository.push(to.tag().get(), artifact, options)
          : repository.push(artifact, options);
    }
  }

  /** Attaches with the default options: see {@link #attach(String, Artifact, AttachOptions)}. */
  public PushResult attach(String subject, Artifact artifact) throws IOException {
    return attach(subject, artifact, AttachOptions.defaults());
  }

  /** Attaches with these options: see {@link #attach(String, Artifact, AttachOptions)}. */
  public PushResult attach(
      String subject, Artifact artifact, Consumer<AttachOptions.Builder> options)
      throws IOException {
    return attach(
        subject, artifact, Repository.configured(AttachOptions.builder(), options).build());
  }

  /**
   * Packs the artifact and stores it as a referrer of the manifest that the name names: see {@link
   * Repository#attach(String, Artifact, AttachOptions)}.
   */
  public PushResult attach(String subject, Artifact artifact, AttachOptions options)
      throws IOException {
    ArtifactLocation to = at(subject);
    try (Repository repository = to.repository()) {
      return repository.attach(to.reference(), artifact, options);
    }
  }

  /** Pulls with the default options: see {@link #pull(String, Path, PullOptions)}. */
  public PullResult pull(String name, Path folder) throws IOException {
    return pull(name, folder, PullOptions.defaults());
  }

  /** Pulls with these options: see {@link #pull(String, Path, PullOptions)}. */
  public PullResult pull(String name, Path folder, Consumer<PullOptions.Builder> options)
      throws IOException {
    return pull(name, folder, Repository.configured(PullOptions.builder(), options).build());
  }

  /**
   * Writes the layers that have a file name into the folder, which is created if necessary. Either
   * all files appear, whole and verified, or none does and the folder is as it was.
   */
  public PullResult pull(String name, Path folder, PullOptions options) throws IOException {
    ArtifactLocation from = at(name);
    try (Repository repository = from.repository()) {
      return repository.pull(from.reference(), folder, options);
    }
  }

  /** Copies with the default options: see {@link #copy(String, String, CopyOptions)}. */
  public CopyResult copy(String from, String to) throws IOException {
    return copy(from, to, CopyOptions.defaults());
  }

  /** Copies with these options: see {@link #copy(String, String, CopyOptions)}. */
  public CopyResult copy(String from, String to, Consumer<CopyOptions.Builder> options)
      throws IOException {
    return copy(from, to, Repository.configured(CopyOptions.builder(), options).build());
  }

  /**
   * Copies an artifact with everything it consists of, byte for byte: see {@link
   * #copy(ArtifactLocation, ArtifactLocation, CopyOptions)}.
   */
  @SuppressWarnings("try") // The repositories are closed after the copy.
  public CopyResult copy(String from, String to, CopyOptions options) throws IOException {
    ArtifactLocation source = at(from);
    ArtifactLocation destination = at(to);
    try (Repository read = source.repository();
        Repository written = destination.repository()) {
      return copy(source, destination, options);
    }
  }

  /** Discovers with the default options: see {@link #discover(String, DiscoverOptions)}. */
  public ReferrerTree discover(String name) throws IOException {
    return discover(name, DiscoverOptions.defaults());
  }

  /** Discovers with these options: see {@link #discover(String, DiscoverOptions)}. */
  public ReferrerTree discover(String name, Consumer<DiscoverOptions.Builder> options)
      throws IOException {
    return discover(name, Repository.configured(DiscoverOptions.builder(), options).build());
  }

  /** Returns the manifest with its referrers, their referrers, and so on. */
  public ReferrerTree discover(String name, DiscoverOptions options) throws IOException {
    ArtifactLocation of = at(name);
    try (Repository repository = of.repository()) {
      return repository.discover(of.reference(), options);
    }
  }

  /** Resolves with the default options: see {@link #resolve(String, FetchOptions)}. */
  public Descriptor resolve(String name) throws IOException {
    return resolve(name, FetchOptions.defaults());
  }

  /** Resolves with these options: see {@link #resolve(String, FetchOptions)}. */
  public Descriptor resolve(String name, Consumer<FetchOptions.Builder> options)
      throws IOException {
    return resolve(name, Repository.configured(FetchOptions.builder(), options).build());
  }

  /** Returns the descriptor of the manifest that the name names. */
  public Descriptor resolve(String name, FetchOptions options) throws IOException {
    ArtifactLocation of = at(name);
    try (Repository repository = of.repository()) {
      return repository.resolve(of.reference(), options);
    }
  }

  /** Fetches with the default options: see {@link #fetch(String, FetchOptions)}. */
  public RawManifest fetch(String name) throws IOException {
    return fetch(name, FetchOptions.defaults());
  }

  /** Fetches with these options: see {@link #fetch(String, FetchOptions)}. */
  public RawManifest fetch(String name, Consumer<FetchOptions.Builder> options) throws IOException {
    return fetch(name, Repository.configured(FetchOptions.builder(), options).build());
  }

  /** Returns the manifest that the name names, with its exact bytes. */
  public RawManifest fetch(String name, FetchOptions options) throws IOException {
    ArtifactLocation of = at(name);
    try (Repository repository = of.repository()) {
      return repository.fetch(of.reference(), options);
    }
  }

  /** Lists the tags with the default options: see {@link #tags(String, ListOptions)}. */
  public List<String> tags(String repository) throws IOException {
    return tags(repository, ListOptions.defaults());
  }

  /** Lists the tags with these options: see {@link #tags(String, ListOptions)}. */
  public List<String> tags(String repository, Consumer<ListOptions.Builder> options)
      throws IOException {
    return tags(repository, Repository.configured(ListOptions.builder(), options).build());
  }

  /**
   * Returns the tags that the options choose, in the order of the repository.
   *
   * @param repository without tag and digest
   */
  public List<String> tags(String repository, ListOptions options) throws IOException {
    try (Repository opened = open(repository)) {
      return opened.tags(options);
    }
  }

  /**
   * Copies with the default options: see {@link #copy(ArtifactLocation, ArtifactLocation,
   * CopyOptions)}.
   */
  public CopyResult copy(ArtifactLocation from, ArtifactLocation to) throws IOException {
    return copy(from, to, CopyOptions.defaults());
  }

  /**
   * Copies with these options: see {@link #copy(ArtifactLocation, ArtifactLocation, CopyOptions)}.
   */
  public CopyResult copy(
      ArtifactLocation from, ArtifactLocation to, Consumer<CopyOptions.Builder> options)
      throws IOException {
    return copy(from, to, Repository.configured(CopyOptions.builder(), options).build());
  }

  /**
   * Copies an artifact with everything it consists of, byte for byte. Content that the destination
   * has is not sent again.
   *
   * @param to whose tag names the artifact at the destination, beside the tags of the options. Its
   *     digest, if it has one, must be that of the copied manifest
   * @throws io.oras.api.error.ContentVerificationException if the destination has another digest;
   *     nothing was written then
   */
  public CopyResult copy(ArtifactLocation from, ArtifactLocation to, CopyOptions options)
      throws IOException {
    List<String> tags = to.tags(options.tags());
    Copy.Copied copied =
        from.repository()
            .call("copy", to, options.timeout(), options.listener())
            .reading(
                (operation, source) ->
                    new Copy(runtime.client(), operation)
                        .run(source, from.reference(), to.destination(tags), options));
    return new CopyResult(copied, to.repository(), tags);
  }

  /**
   * Plans with the default options: see {@link #plan(ArtifactLocation, ArtifactLocation,
   * CopyOptions)}.
   */
  public TransferPlan plan(ArtifactLocation from, ArtifactLocation to) throws IOException {
    return plan(from, to, CopyOptions.defaults());
  }

  /**
   * Plans with these options: see {@link #plan(ArtifactLocation, ArtifactLocation, CopyOptions)}.
   */
  public TransferPlan plan(
      ArtifactLocation from, ArtifactLocation to, Consumer<CopyOptions.Builder> options)
      throws IOException {
    return plan(from, to, Repository.configured(CopyOptions.builder(), options).build());
  }

  /**
   * Returns the transfers that a copy would make, without writing anything; a store that does not
   * exist is not created. Of the hooks of the options, only the one that chooses successors is
   * called.
   */
  public TransferPlan plan(ArtifactLocation from, ArtifactLocation to, CopyOptions options)
      throws IOException {
    List<String> tags = to.tags(options.tags());
    return from.repository()
        .call("plan", to, options.timeout(), options.listener())
        .reading(
            (operation, source) ->
                new TransferPlan(
                    new Copy(runtime.client(), operation)
                        .plan(source, from.reference(), to.destination(tags), options)));
  }

  /**
   * Copies tags with the default options: see {@link #copyTags(Repository, Repository, Collection,
   * CopyOptions)}.
   */
  public List<CopyResult> copyTags(Repository from, Repository to, Collection<String> tags)
      throws IOException {
    return copyTags(from, to, tags, CopyOptions.defaults());
  }

  /**
   * Copies tags with these options: see {@link #copyTags(Repository, Repository, Collection,
   * CopyOptions)}.
   */
  public List<CopyResult> copyTags(
      Repository from,
      Repository to,
      Collection<String> tags,
      Consumer<CopyOptions.Builder> options)
      throws IOException {
    return copyTags(from, to, tags, Repository.configured(CopyOptions.builder(), options).build());
  }

  /**
   * Copies artifacts under their tags, one after the other: a backup if the destination is a
   * layout, a restore if the source is one. Content that the destination has is not sent again, so
   * a call that was stopped can be repeated.
   *
   * @return one result for each tag, in the order of the tags
   * @throws IllegalArgumentException if the options have tags
   */
  public List<CopyResult> copyTags(
      Repository from, Repository to, Collection<String> tags, CopyOptions options)
      throws IOException {
    if (!options.tags().isEmpty()) {
      throw new IllegalArgumentException(
          "copyTags keeps the tags as they are; the options have the tags " + options.tags());
    }
    List<String> all = List.copyOf(tags);
    List<Copy.Copied> copied =
        from.call("copyTags", to.name(), options.timeout(), options.listener())
            .reading(
                (operation, source) ->
                    new Copy(runtime.client(), operation).tags(source, to.opener(), all, options));
    List<CopyResult> results = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      results.add(new CopyResult(copied.get(i), to, List.of(all.get(i))));
    }
    return List.copyOf(results);
  }

  /**
   * Copies all tags with the default options: see {@link #copyAllTags(Repository, Repository,
   * CopyOptions)}.
   */
  public List<CopyResult> copyAllTags(Repository from, Repository to) throws IOException {
    return copyAllTags(from, to, CopyOptions.defaults());
  }

  /**
   * Copies all tags with these options: see {@link #copyAllTags(Repository, Repository,
   * CopyOptions)}.
   */
  public List<CopyResult> copyAllTags(
      Repository from, Repository to, Consumer<CopyOptions.Builder> options) throws IOException {
    return copyAllTags(from, to, Repository.configured(CopyOptions.builder(), options).build());
  }

  /**
   * Copies all artifacts that have a tag, except under the tags of the referrers tag schema, which
   * the destination writes for itself: see {@link #copyTags(Repository, Repository, Collection,
   * CopyOptions)}.
   */
  public List<CopyResult> copyAllTags(Repository from, Repository to, CopyOptions options)
      throws IOException {
    return copyTags(from, to, from.tags(o -> o.includeReferrersTags(false)), options);
  }

  /**
   * Closes connections, threads, and stores that handles hold open. Operations in progress, and all
   * later ones, fail with a {@link io.oras.api.error.ClientClosedException}.
   *
   * @throws IOException if an archive that a handle writes cannot be completed; everything is
   *     closed even so
   */
  @Override
  public void close() throws IOException {
    runtime.close();
  }
}
