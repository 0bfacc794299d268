package io.oras.api.reference;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A repository in a registry, and an artifact in it.
 *
 * <pre>
 * reference  = registry "/" repository [ ":" tag ] [ "@" digest ]
 * registry   = ( host | "[" IPv6 "]" ) [ ":" port ]      must have "." or ":" or be "localhost"
 * repository = component *( "/" component )              at most 255 characters
 * component  = [a-z0-9]+ ( ( "." | "_" | "__" | "-"+ ) [a-z0-9]+ )*
 * tag        = [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}
 * </pre>
 *
 * <p>The grammar of names is that of distribution-spec v1.1.1, "Pulling manifests"; that of the
 * registry is the practice of Docker. Where there are tag and digest, both are kept and the digest
 * decides. No tag is ever invented.
 *
 * @param registry host and port as they were given
 * @param repository as it was given
 * @param tag or null
 * @param digest or null
 */
public record Reference(
    String registry, String repository, @Nullable String tag, @Nullable Digest digest)
    implements TargetName {

  /** The registry of names without a host in Docker's world. */
  public static final String DOCKER_HUB = "docker.io";

  /** The host that answers for {@link #DOCKER_HUB}. */
  public static final String DOCKER_HUB_API = "registry-1.docker.io";

  /** The older host of {@link #DOCKER_HUB}. */
  public static final String DOCKER_HUB_INDEX = "index.docker.io";

  /** The name under which Docker keeps the credential for {@link #DOCKER_HUB}. */
  public static final String DOCKER_HUB_CREDENTIAL = "https://index.docker.io/v1/";

  /**
   * The tag that the world of Docker takes for none; never added unless {@linkplain #withDefaultTag
   * asked for}.
   */
  public static final String DEFAULT_TAG = "latest";

  /**
   * Checks the grammar of every part.
   *
   * @throws InvalidReferenceException naming what was given
   */
  public Reference {
    ReferenceParser.checkRegistry(registry, registry, 0);
    ReferenceParser.checkRepository(repository, repository, 0);
    if (tag != null) {
      ReferenceParser.checkTag(tag, tag, 0);
    }
  }

  /**
   * Reads a reference that names its registry.
   *
   * @throws InvalidReferenceException with the index of the trouble
   */
  public static Reference parse(String text) {
    return new ReferenceParser(text).parse();
  }

  /**
   * Reads a reference; where the first component is no host, {@code defaultRegistry} is the
   * registry.
   *
   * @throws InvalidReferenceException with the index of the trouble
   */
  public static Reference parse(String text, String defaultRegistry) {
    return ReferenceParser.namesRegistry(text) ? parse(text) : parse(defaultRegistry + "/" + text);
  }

  /** A repository without tag and digest. */
  public static Reference of(String registry, String repository) {
    return new Reference(registry, repository, null, null);
  }

  /**
   * Checks the name of a registry alone, as {@code login} takes it.
   *
   * @return the name
   * @throws InvalidReferenceException when it is not {@code host[:port]}
   */
  public static String requireRegistry(String registry) {
    ReferenceParser.checkRegistry(registry, registry, 0);
    return registry;
  }

  /**
   * Checks a tag.
   *
   * @return the tag
   * @throws InvalidReferenceException when it is none
   */
  public static String requireTag(String tag) {
    ReferenceParser.checkTag(tag, tag, 0);
    return tag;
  }

  /** Whether that text can be a tag in a registry. */
  public static boolean isTag(String text) {
    return ReferenceParser.isTag(text);
  }

  /** Whether that registry is one of the three names of Docker Hub. */
  public static boolean isDockerHub(String registry) {
    return registry.equals(DOCKER_HUB)
        || registry.equals(DOCKER_HUB_INDEX)
        || registry.equals(DOCKER_HUB_API);
  }

  /** The one name by which a registry is known: {@link #DOCKER_HUB} for the three of Docker Hub. */
  public static String canonicalRegistry(String registry) {
    return isDockerHub(registry) ? DOCKER_HUB : registry;
  }

  /** Host and port that answer requests: those of {@link #registry}, but for Docker Hub. */
  public String apiHost() {
    return isDockerHub(registry) ? DOCKER_HUB_API : registry;
  }

  /** The repository in requests: that of Docker Hub needs {@code library/} before one component. */
  public String apiRepository() {
    return isDockerHub(registry) && repository.indexOf('/') < 0
        ? "library/" + repository
        : repository;
  }

  @Override
  public Reference withTag(@Nullable String replacement) {
    return new Reference(registry, repository, replacement, null);
  }

  @Override
  public Reference withDigest(@Nullable Digest replacement) {
    return new Reference(registry, repository, tag, replacement);
  }

  /** This reference; where it has neither tag nor digest, with the tag {@code latest}. */
  public Reference withDefaultTag() {
    return tag == null && digest == null ? withTag(DEFAULT_TAG) : this;
  }

  /** The repository alone: {@code registry/repository}. */
  public String repositoryName() {
    return registry + "/" + repository;
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return repositoryName() + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }
}
