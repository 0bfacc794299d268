package io.oras.api.spi;

import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import java.io.IOException;
import java.util.List;

/**
 * Decides which endpoints serve a repository: its registry itself, another location, or mirrors.
 * Core asks once for each operation, after the name was parsed and before credentials are looked up
 * and a connection is opened.
 *
 * <pre>{@code
 * final class MirrorFirst implements RegistryResolver {
 *   @Override
 *   public List<RepositoryEndpoint> forReading(RepositoryName repository) {
 *     return List.of(
 *         new RepositoryEndpoint(
 *             new RepositoryName("mirror.example", repository.path()),
 *             RepositoryEndpoint.Role.MIRROR,
 *             false,
 *             RepositoryEndpoint.Lookup.TAG_OR_DIGEST,
 *             "MirrorFirst"),
 *         forWriting(repository));
 *   }
 *
 *   @Override
 *   public RepositoryEndpoint forWriting(RepositoryName repository) {
 *     return RepositoryEndpoint.of(repository);
 *   }
 *
 *   @Override
 *   public boolean isInsecure(String registry) {
 *     return false;
 *   }
 *
 *   @Override
 *   public List<Reference> names(String shortName) {
 *     return List.of(Reference.parse(shortName, "registry.example").withDefaultTag());
 *   }
 * }
 * }</pre>
 *
 * <p>An implementation is thread safe and sends no requests. It may read configuration files.
 */
public interface RegistryResolver {
  /**
   * Returns the endpoints to read from, in the order in which to try them; at least one.
   *
   * @throws io.oras.api.error.RegistryBlockedException if every endpoint is blocked
   * @throws io.oras.api.error.ConfigurationException if the configuration gives no valid name
   * @throws IOException if the configuration cannot be read
   */
  List<RepositoryEndpoint> forReading(RepositoryName repository) throws IOException;

  /**
   * Returns the endpoint for changes and for lists of tags. It has the given name: only reads go to
   * mirrors and other locations.
   *
   * @throws io.oras.api.error.RegistryBlockedException if the registry is blocked
   * @throws IOException if the configuration cannot be read
   */
  RepositoryEndpoint forWriting(RepositoryName repository) throws IOException;

  /**
   * Returns whether the registry as a whole, as in a login or a list of repositories, may be
   * reached without a verified certificate.
   *
   * @param registry {@code host[:port]}, as in references
   * @throws io.oras.api.error.RegistryBlockedException if the registry is blocked
   * @throws IOException if the configuration cannot be read
   */
  boolean isInsecure(String registry) throws IOException;

  /**
   * Returns the references that a short name may stand for, in the order in which to try them; at
   * least one. Core asks only if short names are enabled.
   *
   * @param shortName such as {@code fedora:41}: a reference whose first component is no host
   * @return references with the tag and the digest of the short name; if it has neither, with the
   *     tag {@code latest}
   * @throws io.oras.api.error.ConfigurationException if the configuration gives no name, or several
   *     and does not allow to try them
   * @throws IOException if the configuration cannot be read
   */
  List<Reference> names(String shortName) throws IOException;
}
