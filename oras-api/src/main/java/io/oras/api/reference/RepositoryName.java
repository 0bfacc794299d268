package io.oras.api.reference;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;

/**
 * The name of a repository in a registry, such as {@code ghcr.io/team/app}.
 *
 * <pre>
 * name      = registry "/" path
 * registry  = ( host | "[" IPv6 "]" ) [ ":" port ]     must have "." or ":" or be "localhost"
 * path      = component *( "/" component )             at most 255 characters
 * component = [a-z0-9]+ ( ( "." | "_" | "__" | "-"+ ) [a-z0-9]+ )*
 * </pre>
 *
 * <p>The grammar of the path is that of distribution-spec v1.1.1, "Pulling manifests"; the grammar
 * of the registry is Docker's practice.
 *
 * @param registry host and port, as given
 * @param path the repository in the registry, as given
 */
public record RepositoryName(String registry, String path) {
  /**
   * Checks both parts.
   *
   * @throws InvalidReferenceException if a part violates the grammar
   */
  public RepositoryName {
    ReferenceParser.checkRegistry(registry, registry, 0);
    ReferenceParser.checkRepository(path, path, 0);
  }

  /**
   * Parses a name that includes the registry.
   *
   * @throws InvalidReferenceException if the text is not such a name, or has a tag or a digest
   */
  public static RepositoryName parse(String text) {
    return withoutArtifact(text, Reference.parse(text));
  }

  /**
   * Parses a name; if its first component is no host, the registry is {@code defaultRegistry}.
   *
   * @throws InvalidReferenceException if the text is not such a name, or has a tag or a digest
   */
  public static RepositoryName parse(String text, String defaultRegistry) {
    return withoutArtifact(text, Reference.parse(text, defaultRegistry));
  }

  private static RepositoryName withoutArtifact(String text, Reference reference) {
    if (reference.tagOrDigest().isPresent()) {
      throw new InvalidReferenceException(
          text,
          text.length()
              - reference.toString().length()
              + reference.repository().toString().length(),
          "the name of a repository has no tag and no digest");
    }
    return reference.repository();
  }

  /**
   * Returns the reference to the artifact with this tag.
   *
   * @throws InvalidReferenceException if the text is not a tag
   */
  public Reference tag(String tag) {
    return new Reference(this, Reference.requireTag(tag), null);
  }

  /** Returns the reference to the artifact with this digest. */
  public Reference digest(Digest digest) {
    return new Reference(this, null, digest);
  }

  /** Returns host and port that requests go to: the registry, except for Docker Hub. */
  public String apiHost() {
    return RegistryNames.isDockerHub(registry) ? RegistryNames.DOCKER_HUB_API : registry;
  }

  /** Returns the path in requests: Docker Hub needs {@code library/} before a single component. */
  public String apiPath() {
    return RegistryNames.isDockerHub(registry) && path.indexOf('/') < 0 ? "library/" + path : path;
  }

  /** Returns {@code registry/path}, the text that {@link #parse(String)} reads. */
  @Override
  public String toString() {
    return registry + "/" + path;
  }
}
