package io.oras.cli.flag;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.api.reference.StoreReference;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.Oras;
import io.oras.core.Repository;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A target as a command was given it.
 *
 * @param kind {@code registry}, {@code oci-layout}, or {@code short name}
 * @param path what was given, without tags and digest
 * @param name the same for the library, with the digest but without tags
 * @param tag null where there is a digest, which decides, or nothing
 * @param moreTags that followed the first reference, after commas
 * @param reference the first reference, as messages show it
 */
public record TargetArgument(
    String kind,
    String path,
    ArtifactName name,
    @Nullable String tag,
    List<String> moreTags,
    String reference) {
  private static final String LAYOUT = "oci-layout";
  private static final String SHORT_NAME = "short name";

  /** Stands in names for the registry that a short name lacks; nothing is sent there. */
  private static final String ANY_REGISTRY = "localhost";

  private static final String ADVICE =
      "Please make sure the provided reference is in the form of <registry>/<repo>[:tag|@digest]";

  /** {@code registry/repository[:tag][@digest]}, exactly one reference. */
  public static TargetArgument registry(String text) {
    if (text.startsWith("/")) {
      throw new UsageException('"' + text + "\": invalid reference: invalid registry \"\"", ADVICE);
    }
    try {
      Reference parsed = Reference.parse(text);
      String path = parsed.repository().toString();
      Digest digest = parsed.digest().orElse(null);
      Reference name = digest == null ? Reference.parse(path) : parsed.repository().digest(digest);
      String tag = digest == null ? parsed.tag().orElse(null) : null;
      return new TargetArgument("registry", path, name, tag, List.of(), text);
    } catch (InvalidReferenceException e) {
      throw new UsageException('"' + text + "\": " + e.getMessage(), ADVICE);
    }
  }

  /** A reference without a registry, if the text is one; its tag is {@code latest} by default. */
  static Optional<TargetArgument> shortName(String text) {
    try {
      Reference.parse(text);
      return Optional.empty();
    } catch (InvalidReferenceException e) {
      // It may lack the registry alone.
    }
    try {
      Reference parsed = Reference.parse(ANY_REGISTRY + "/" + text).withDefaultTag();
      Digest digest = parsed.digest().orElse(null);
      Reference name =
          digest == null
              ? Reference.parse(parsed.repository().toString())
              : parsed.repository().digest(digest);
      return Optional.of(
          new TargetArgument(
              SHORT_NAME,
              parsed.repository().path(),
              name,
              digest == null ? parsed.tag().orElse(null) : null,
              List.of(),
              text));
    } catch (InvalidReferenceException e) {
      return Optional.empty();
    }
  }

  /** {@code path[:tag]} or {@code path@digest}. */
  static TargetArgument layout(String text, CommandEnvironment environment) {
    int at = text.lastIndexOf('@');
    if (at > 0) {
      String path = text.substring(0, at);
      Digest digest = Digest.parse(text.substring(at + 1));
      return new TargetArgument(
          LAYOUT, path, store(path, environment).withDigest(digest), null, List.of(), text);
    }
    int colon = text.lastIndexOf(':');
    if (colon == 0) {
      throw new UsageException("found empty file path in \"" + text + '"');
    }
    boolean windows = File.separatorChar == '\\';
    int separator = Math.max(text.lastIndexOf('/'), windows ? text.lastIndexOf('\\') : -1);
    boolean drive = windows && colon == 1;
    boolean tagged = colon > separator && !drive;
    String path = tagged ? text.substring(0, colon) : text;
    String tag = tagged && colon + 1 < text.length() ? text.substring(colon + 1) : null;
    return new TargetArgument(LAYOUT, path, store(path, environment), tag, List.of(), text);
  }

  /** A layout, of which the whole text is a tag or a digest. */
  static TargetArgument layoutAt(String path, String text, CommandEnvironment environment) {
    StoreReference store = store(path, environment);
    try {
      StoreReference exact = store.withDigest(Digest.parse(text));
      return new TargetArgument(LAYOUT, path, exact, null, List.of(), text);
    } catch (IllegalArgumentException e) {
      return new TargetArgument(LAYOUT, path, store, text.isEmpty() ? null : text, List.of(), text);
    }
  }

  private static StoreReference store(String path, CommandEnvironment environment) {
    Path place = environment.resolve(path);
    boolean named = path.toLowerCase(Locale.ROOT).endsWith(".tar") && !Files.isDirectory(place);
    boolean tar = named || Files.isRegularFile(place);
    return StoreReference.of(StoreReference.uri(tar ? "oci-archive" : "oci-layout", place));
  }

  /** The same target with more tags. */
  public TargetArgument withMoreTags(List<String> tags) {
    for (String more : tags) {
      if (more.isEmpty()) {
        throw new UsageException("empty extra tag");
      }
      if (!Reference.isTag(more)) {
        throw new UsageException("invalid extra tag: \"" + more + '"');
      }
    }
    return new TargetArgument(kind, path, name, tag, List.copyOf(tags), reference);
  }

  /**
   * The same target, to be read.
   *
   * @throws UsageException when it is a layout whose folder or archive is not there
   */
  public TargetArgument requireThere(CommandEnvironment environment) {
    if (kind.equals(LAYOUT) && !Files.exists(environment.resolve(path))) {
      throw new UsageException(
          "invalid argument \"%s\": failed to find path \"%s\": no such file or directory"
              .formatted(reference, path));
    }
    return this;
  }

  public boolean isLayout() {
    return kind.equals(LAYOUT);
  }

  /**
   * The tag or digest for which a text stands that may also be a whole reference into this
   * repository.
   */
  public String member(String text) {
    if (!(name instanceof Reference)) {
      return text;
    }
    if (text.indexOf('/') >= 0) {
      TargetArgument other = registry(text);
      if (!other.path().equals(path)) {
        throw new UsageException(
            "invalid reference: \"" + text + "\" is not in the repository " + path);
      }
      return other.tagged().tagOrDigest().orElse("");
    }
    return text.substring(text.indexOf('@') + 1);
  }

  /** How a layout describes what was asked for by tag: with the tag as {@code ref.name}. */
  public Descriptor described(Descriptor found) {
    return kind.equals(LAYOUT) && tag != null
        ? found.withAnnotation(Annotations.REF_NAME, tag)
        : found;
  }

  /** The same place with another digest. */
  public TargetArgument withDigest(Digest digest) {
    return new TargetArgument(
        kind, path, name.withDigest(digest), null, moreTags, path + "@" + digest);
  }

  /** All tags, that of the first reference before the others. */
  public List<String> tags() {
    return Stream.concat(Stream.ofNullable(tag), moreTags.stream()).toList();
  }

  /** The name with its digest, or its first tag. */
  public ArtifactName tagged() {
    return tag == null ? name : name.withTag(tag);
  }

  /** The repository of this target, as a client reaches it; the command closes it. */
  public Repository repository(Oras oras) {
    return kind.equals(SHORT_NAME) ? oras.repository(path) : oras.at(name).repository();
  }

  /** The host of a registry, or null. */
  public @Nullable String registry() {
    return name instanceof Reference parsed && !kind.equals(SHORT_NAME)
        ? parsed.repository().registry()
        : null;
  }

  /** The host of a registry; only for what {@link #registry(String)} made. */
  public String registryName() {
    return Objects.requireNonNull(registry(), "no registry");
  }

  /** As status lines show it. */
  @Override
  public String toString() {
    return "[" + kind + "] " + reference;
  }
}
