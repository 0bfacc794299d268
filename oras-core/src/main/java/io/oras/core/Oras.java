package io.oras.core;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Platform;
import io.oras.api.reference.ArtifactName;
import io.oras.core.context.OperationContext;
import io.oras.core.options.AttachOptions;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.DiscoverOptions;
import io.oras.core.options.PullOptions;
import io.oras.core.options.PushOptions;
import io.oras.core.pack.Packer;
import io.oras.core.usecase.Attach;
import io.oras.core.usecase.Copy;
import io.oras.core.usecase.Discover;
import io.oras.core.usecase.ListTags;
import io.oras.core.usecase.Pull;
import io.oras.core.usecase.Push;
import io.oras.core.usecase.Resolve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pushes, pulls, copies and discovers OCI artifacts in registries and stores.
 *
 * <pre>{@code
 * try (Oras oras = Oras.create()) {
 *   oras.push("localhost:5000/hello:v1", Artifact.of(Layer.of(Path.of("hello.txt"))));
 *   oras.pull("localhost:5000/hello:v1", Path.of("there"));
 * }
 * }</pre>
 *
 * <p>Artifacts are named by text ({@code localhost:5000/hello:v1}, {@code
 * oci-layout:///folder#v1}), by a {@link ArtifactName}, or by a {@link Target} with a tag or digest
 * in it. No tag is invented: a push without one is by digest, a pull without tag and digest is an
 * error.
 *
 * <p>Thread safe; one instance serves a program, and shares connections, tokens and limits among
 * all its operations. Methods block. Interrupting the thread ends them with an {@link
 * io.oras.api.error.OperationCancelledException}, their timeout with a {@link
 * io.oras.api.error.DeadlineExceededException}, and {@link #close} with a {@link
 * io.oras.api.error.ClientClosedException}. Failures are {@link io.oras.api.error.OrasException}s,
 * bad input is an {@link IllegalArgumentException}. Close it when you are done; it leaves no thread
 * and no connection.
 */
public final class Oras implements AutoCloseable {
  private final Engine engine;

  Oras(OrasBuilder builder) {
    this.engine = new Engine(builder);
  }

  /** With all defaults, and the adapters that are installed. */
  public static Oras create() {
    return builder().build();
  }

  /** To choose something. */
  public static OrasBuilder builder() {
    return new OrasBuilder();
  }

  /** Pushes with the default options. */
  public RawManifest push(String name, Artifact artifact) throws IOException {
    return push(ArtifactName.parse(name), artifact, PushOptions.defaults());
  }

  /** Pushes with these options. */
  public RawManifest push(String name, Artifact artifact, PushOptions options) throws IOException {
    return push(ArtifactName.parse(name), artifact, options);
  }

  /**
   * Packs the artifact and pushes it under the name's tag; without one, by digest.
   *
   * @return the manifest, as it is there now
   * @throws IllegalArgumentException if the name has a digest, two layers have the same title, or
   *     the specification does not allow the artifact; nothing is sent
   * @throws java.nio.file.NoSuchFileException if a file or folder does not exist; nothing is sent
   */
  public RawManifest push(ArtifactName name, Artifact artifact, PushOptions options)
      throws IOException {
    if (name.digest().isPresent()) {
      throw new IllegalArgumentException(
          "a push is to a tag or to none; the digest of " + name + " comes from what is pushed");
    }
    Packer.check(artifact, artifact.subject().isPresent());
    return engine.run(
        "push",
        name,
        options.timeout(),
        options.listener(),
        operation -> {
          try (Target target = engine.opener().forWriting(name, operation)) {
            return new Push(engine.session(), operation)
                .run(artifact, target, name.tag().orElse(null), options);
          }
        });
  }

  /** Packs the artifact and pushes it to the target, which stays open. */
  public RawManifest push(
      Target target, @Nullable String tag, Artifact artifact, PushOptions options)
      throws IOException {
    return engine.run(
        "push",
        target,
        options.timeout(),
        options.listener(),
        operation -> new Push(engine.session(), operation).run(artifact, target, tag, options));
  }

  /** Attaches with the default options. */
  public RawManifest attach(String subject, Artifact artifact) throws IOException {
    return attach(ArtifactName.parse(subject), artifact, AttachOptions.defaults());
  }

  /**
   * Packs the artifact and pushes it, by its digest, as a referrer of what the name names. Where
   * the registry has no referrers API, the list of the subject's referrers is updated.
   *
   * @param subject what it refers to; another subject of the artifact is replaced
   * @param options whose tags, if any, name the referrer
   * @return the referrer's manifest
   * @throws IllegalArgumentException as {@link #push(ArtifactName, Artifact, PushOptions)}, and if
   *     the artifact has no type
   */
  public RawManifest attach(ArtifactName subject, Artifact artifact, AttachOptions options)
      throws IOException {
    Packer.check(artifact, true);
    String reference = Engine.identifier(subject);
    return engine.run(
        "attach",
        subject,
        options.timeout(),
        options.listener(),
        operation -> {
          try (Target target = engine.opener().forWriting(subject, operation)) {
            return new Attach(engine.session(), operation)
                .run(artifact, target, reference, options);
          }
        });
  }

  /** Attaches to what has this tag or digest in the target, which stays open. */
  public RawManifest attach(Target target, String subject, Artifact artifact, AttachOptions options)
      throws IOException {
    return engine.run(
        "attach",
        target,
        options.timeout(),
        options.listener(),
        operation ->
            new Attach(engine.session(), operation).run(artifact, target, subject, options));
  }

  /** All that refers to what the name names. */
  public ReferrerTree discover(String name) throws IOException {
    return discover(ArtifactName.parse(name), DiscoverOptions.defaults());
  }

  /** Discovers with these options. */
  public ReferrerTree discover(String name, DiscoverOptions options) throws IOException {
    return discover(ArtifactName.parse(name), options);
  }

  /** What refers to what the name names, to that, and so on. */
  public ReferrerTree discover(ArtifactName name, DiscoverOptions options) throws IOException {
    String reference = Engine.identifier(name);
    return engine.run(
        "discover",
        name,
        options.timeout(),
        options.listener(),
        operation -> {
          try (ReadOnlyTarget target = engine.opener().forReading(name, operation)) {
            return new Discover(engine.session(), operation).run(target, reference, options);
          }
        });
  }

  /** What refers to what has this tag or digest in the target, which stays open. */
  public ReferrerTree discover(ReadOnlyTarget target, String reference, DiscoverOptions options)
      throws IOException {
    return engine.run(
        "discover",
        target,
        options.timeout(),
        options.listener(),
        operation -> new Discover(engine.session(), operation).run(target, reference, options));
  }

  /** Pulls with the default options. */
  public PullResult pull(String name, Path folder) throws IOException {
    return pull(ArtifactName.parse(name), folder, PullOptions.defaults());
  }

  /** Pulls with these options. */
  public PullResult pull(String name, Path folder, PullOptions options) throws IOException {
    return pull(ArtifactName.parse(name), folder, options);
  }

  /**
   * Pulls the layers that have a title into the folder, which is made when it is not there. All
   * files appear, whole and verified, or none does and the folder is as it was.
   */
  public PullResult pull(ArtifactName name, Path folder, PullOptions options) throws IOException {
    String reference = Engine.identifier(name);
    return engine.run(
        "pull",
        name,
        options.timeout(),
        options.listener(),
        operation -> {
          try (ReadOnlyTarget target = engine.opener().forReading(name, operation)) {
            return new Pull(engine.session(), operation).run(target, reference, folder, options);
          }
        });
  }

  /** Pulls from the target, which stays open. */
  public PullResult pull(ReadOnlyTarget target, String reference, Path folder, PullOptions options)
      throws IOException {
    return engine.run(
        "pull",
        target,
        options.timeout(),
        options.listener(),
        operation -> new Pull(engine.session(), operation).run(target, reference, folder, options));
  }

  /** Copies with the default options. */
  public RawManifest copy(String from, String to) throws IOException {
    return copy(ArtifactName.parse(from), ArtifactName.parse(to), CopyOptions.defaults());
  }

  /** Copies with these options. */
  public RawManifest copy(String from, String to, CopyOptions options) throws IOException {
    return copy(ArtifactName.parse(from), ArtifactName.parse(to), options);
  }

  /**
   * Copies an artifact with all that it is made of, byte for byte.
   *
   * @param to names it there; without a tag, it has none. A digest must be that of the manifest
   *     which is copied, with several platforms that of the new index.
   * @return the manifest that was copied
   * @throws io.oras.api.error.ContentVerificationException if the destination has another digest;
   *     nothing was written then
   */
  public RawManifest copy(ArtifactName from, ArtifactName to, CopyOptions options)
      throws IOException {
    String reference = Engine.identifier(from);
    return engine.run(
        "copy",
        to,
        options.timeout(),
        options.listener(),
        operation -> {
          try (ReadOnlyTarget source = engine.opener().forReading(from, operation)) {
            return copy(operation, source, reference, to, options);
          }
        });
  }

  /**
   * Copies from a target, which stays open, as {@link #copy(ArtifactName, ArtifactName,
   * CopyOptions)} does.
   */
  public RawManifest copy(
      ReadOnlyTarget source, String reference, ArtifactName to, CopyOptions options)
      throws IOException {
    return engine.run(
        "copy",
        to,
        options.timeout(),
        options.listener(),
        operation -> copy(operation, source, reference, to, options));
  }

  private RawManifest copy(
      OperationContext operation,
      ReadOnlyTarget source,
      String reference,
      ArtifactName to,
      CopyOptions options)
      throws IOException {
    return new Copy(engine.session(), operation)
        .run(source, reference, to, name -> engine.opener().forWriting(name, operation), options);
  }

  /** Copies between targets, which stay open. */
  public RawManifest copy(
      ReadOnlyTarget source,
      String reference,
      Target destination,
      @Nullable String tag,
      CopyOptions options)
      throws IOException {
    return engine.run(
        "copy",
        destination,
        options.timeout(),
        options.listener(),
        operation ->
            new Copy(engine.session(), operation)
                .run(source, reference, destination, tag, options));
  }

  /** The descriptor of what the name names. */
  public Descriptor resolve(String name) throws IOException {
    return resolve(ArtifactName.parse(name), null);
  }

  /** The descriptor of what the name names, for a platform if that is not null. */
  public Descriptor resolve(ArtifactName name, @Nullable Platform platform) throws IOException {
    String reference = Engine.identifier(name);
    return engine.run(
        "resolve",
        name,
        operation -> {
          try (ReadOnlyTarget target = engine.opener().forReading(name, operation)) {
            return new Resolve(engine.session()).descriptor(target, reference, platform);
          }
        });
  }

  /**
   * Returns the manifest of that name, with its exact bytes. A document that cannot be parsed has
   * no view; its bytes are verified.
   */
  public RawManifest fetch(String name) throws IOException {
    return fetch(ArtifactName.parse(name), null);
  }

  /**
   * Returns the manifest of that name with its exact bytes, or the one for a platform if that is
   * not null. Without a platform, a document that cannot be parsed has no view.
   */
  public RawManifest fetch(ArtifactName name, @Nullable Platform platform) throws IOException {
    String reference = Engine.identifier(name);
    return engine.run(
        "fetch",
        name,
        operation -> {
          try (ReadOnlyTarget target = engine.opener().forReading(name, operation)) {
            return new Resolve(engine.session()).manifest(target, reference, platform);
          }
        });
  }

  /** All tags, in the order of the target. */
  public Stream<String> tags(String name) throws IOException {
    return tags(ArtifactName.parse(name), null);
  }

  /**
   * The tags after {@code last}, read page by page; closing the stream releases the target.
   *
   * @param last the tag after which to begin, or null for all
   */
  public Stream<String> tags(ArtifactName name, @Nullable String last) throws IOException {
    return engine.run(
        "tags",
        name,
        operation -> ListTags.closing(engine.opener().forReading(name, operation), last));
  }

  /** The first tags, {@code limit} at most. */
  public List<String> tags(String name, int limit) throws IOException {
    ArtifactName parsed = ArtifactName.parse(name);
    return engine.run(
        "tags",
        parsed,
        operation -> {
          try (ReadOnlyTarget target = engine.opener().forReading(parsed, operation)) {
            return ListTags.first(target, limit);
          }
        });
  }

  /** Manifests one by one: push, tag, untag, delete. */
  public Manifests manifests() {
    return new Manifests(engine);
  }

  /** Blobs by their digest: resolve, fetch, push, delete. */
  public Blobs blobs() {
    return new Blobs(engine);
  }

  /**
   * A registry as a whole, {@code host[:port]}: ping, catalogue, URLs, requests of your own.
   *
   * @throws InvalidReferenceException when it is not {@code host[:port]}
   */
  public Registry registry(String name) {
    return new Registry(engine, name);
  }

  /** Opens what the name names, without looking at its tag and digest; the caller closes it. */
  public Target open(ArtifactName name) throws IOException {
    return engine.run("open", name, operation -> engine.opener().forWriting(name, operation));
  }

  /** Opens what the name names, to read alone; the caller closes it. */
  public ReadOnlyTarget openReadOnly(ArtifactName name) throws IOException {
    return engine.run("open", name, operation -> engine.opener().forReading(name, operation));
  }

  /** What is done with graphs of artifacts as a whole. */
  public Graphs graphs() {
    return new Graphs(engine);
  }

  /**
   * Ends threads and connections. Operations on the way and all later ones fail with a {@link
   * io.oras.api.error.ClientClosedException}.
   */
  @Override
  public void close() {
    engine.close();
  }
}
