package io.oras.api.reference;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of an artifact in a registry.
 *
 * <pre>{@code
 * Reference name = Reference.parse("ghcr.io/team/app:v1");
 * System.out.println(name.repository().registry()); // ghcr.io
 * System.out.println(name.withTag("v2")); // ghcr.io/team/app:v2
 * }</pre>
 *
 * <pre>
 * reference = repository [ ":" tag ] [ "@" digest ]     see {@link RepositoryName}
 * tag       = [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}
 * </pre>
 *
 * <p>The grammar is that of distribution-spec v1.1.1, "Pulling manifests". A reference with a tag
 * and a digest keeps both, and the digest decides. No tag is added unless {@link #withDefaultTag}
 * is called.
 */
public final class Reference implements ArtifactName {
  private static final String DEFAULT_TAG = "latest";

  private final RepositoryName repository;
  private final @Nullable String tag;
  private final @Nullable Digest digest;

  /** Takes parts that are checked. */
  Reference(RepositoryName repository, @Nullable String tag, @Nullable Digest digest) {
    this.repository = repository;
    this.tag = tag;
    this.digest = digest;
  }

  /**
   * Parses a reference that includes the registry.
   *
   * @throws InvalidReferenceException if the text is no such reference
   */
  public static Reference parse(String text) {
    return new ReferenceParser(text).parse();
  }

  /**
   * Parses a reference; if its first component is no host, the registry is {@code defaultRegistry}.
   *
   * @throws InvalidReferenceException if the text is no such reference
   */
  public static Reference parse(String text, String defaultRegistry) {
    return ReferenceParser.namesRegistry(text) ? parse(text) : parse(defaultRegistry + "/" + text);
  }

  /**
   * Checks a tag.
   *
   * @return the tag
   * @throws InvalidReferenceException if the text cannot be a tag in a registry
   */
  public static String requireTag(String tag) {
    ReferenceParser.checkTag(tag, tag, 0);
    return tag;
  }

  /** Returns whether the text can be a tag in a registry. */
  public static boolean isTag(String text) {
    return ReferenceParser.isTag(text);
  }

  /** Returns the name of the repository. */
  public RepositoryName repository() {
    return repository;
  }

  @Override
  public Optional<String> tag() {
    return Optional.ofNullable(tag);
  }

  @Override
  public Optional<Digest> digest() {
    return Optional.ofNullable(digest);
  }

  /**
   * Returns the reference to the artifact with this tag in the same repository, without a digest.
   *
   * @throws InvalidReferenceException if the text is not a tag
   */
  @Override
  public Reference withTag(String tag) {
    return repository.tag(tag);
  }

  @Override
  public Reference withDigest(Digest digest) {
    return new Reference(repository, tag, Objects.requireNonNull(digest, "digest"));
  }

  /** Returns this reference; if it has neither tag nor digest, with the tag {@code latest}. */
  public Reference withDefaultTag() {
    return tag == null && digest == null ? withTag(DEFAULT_TAG) : this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reference that
        && repository.equals(that.repository)
        && Objects.equals(tag, that.tag)
        && Objects.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Objects.hash(repository, tag, digest);
  }

  /** Returns the text that {@link #parse(String)} reads. */
  @Override
  public String toString() {
    return repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }
}
