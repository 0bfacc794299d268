package io.oras.core;

import io.oras.api.model.Digest;
import io.oras.api.reference.StoreReference;
import io.oras.core.usecase.Copy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An artifact in a repository: a {@link Repository} with a tag, a digest, both, or neither. Where
 * both are given, the digest decides which manifest is meant. Immutable.
 *
 * <pre>{@code
 * ArtifactLocation release = app.at("v1");
 * oras.copy(release, oras.layout(Path.of("mirror")).at("v1"));
 * }</pre>
 */
public final class ArtifactLocation {
  private final Repository repository;
  private final @Nullable String tag;
  private final @Nullable Digest digest;

  ArtifactLocation(Repository repository, @Nullable String tag, @Nullable Digest digest) {
    this.repository = repository;
    this.tag = tag;
    this.digest = digest;
  }

  /** Returns the repository; the handle is shared, and is closed by whoever opened it. */
  public Repository repository() {
    return repository;
  }

  /** Returns the tag. */
  public Optional<String> tag() {
    return Optional.ofNullable(tag);
  }

  /** Returns the digest. */
  public Optional<Digest> digest() {
    return Optional.ofNullable(digest);
  }

  /**
   * Returns this location with another tag; the digest stays.
   *
   * @throws IllegalArgumentException if the tag is empty or a digest
   */
  public ArtifactLocation withTag(String tag) {
    return new ArtifactLocation(repository, repository.requireTag(tag), digest);
  }

  /** Returns the tag or the digest to read the artifact by; the digest if both are given. */
  String reference() {
    if (digest != null) {
      return digest.toString();
    }
    if (tag != null) {
      return tag;
    }
    throw ArtifactReference.missing(repository);
  }

  /**
   * Returns the tag, if there is one, and those of a call's options, each once.
   *
   * @throws IllegalArgumentException if one is no tag
   */
  List<String> tags(List<String> more) {
    return Stream.concat(Stream.ofNullable(tag), more.stream().map(repository::requireTag))
        .distinct()
        .toList();
  }

  /** Returns where a copy goes to. */
  Copy.Destination destination(List<String> tags) {
    return new Copy.Destination(repository.opener(), digest, tags, toString());
  }

  /** Returns whether both name the same artifact in the same {@link Repository} handle. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ArtifactLocation o
        && repository.equals(o.repository)
        && Objects.equals(tag, o.tag)
        && Objects.equals(digest, o.digest);
  }

  @Override
  public int hashCode() {
    return Objects.hash(repository, tag, digest);
  }

  /**
   * Returns the location as text that {@link Oras#at(String)} accepts: {@code
   * host/path[:tag][@digest]} for a registry, or {@code scheme://location[#tag|#@digest]} for a
   * store, as a {@link StoreReference} writes it. The text is for people only if the repository is
   * {@link Oras#memory()} or a target of your own.
   */
  @Override
  public String toString() {
    if (repository.isInRegistry()) {
      return repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
    if (repository.opener().place().orElse(null) instanceof StoreReference store) {
      return inStore(store).toString();
    }
    return repository + (digest != null ? "#@" + digest : tag != null ? "#" + tag : "");
  }

  private StoreReference inStore(StoreReference store) {
    if (digest != null) {
      return store.withDigest(digest);
    }
    return tag == null ? store : store.withTag(tag);
  }
}
