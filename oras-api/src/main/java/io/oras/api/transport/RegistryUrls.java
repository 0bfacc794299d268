package io.oras.api.transport;

import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The URLs of a repository (distribution-spec v1.1.1, "Endpoints").
 *
 * <pre>{@code
 * RegistryUrls urls =
 *     RegistryUrls.of(
 *         Origin.of(URI.create("https://ghcr.io")), RepositoryName.parse("ghcr.io/team/app"));
 * URI tags = urls.tags();
 * }</pre>
 *
 * @param origin of the registry
 * @param repository its name in requests, with {@code library/} where Docker Hub needs it
 */
public record RegistryUrls(Origin origin, String repository) {
  /** Returns the URLs of a repository. */
  public static RegistryUrls of(Origin origin, RepositoryName repository) {
    return new RegistryUrls(origin, repository.apiPath());
  }

  /** Returns the URL of a blob. */
  public URI blob(Digest digest) {
    return url("/blobs/" + digest);
  }

  /**
   * Returns the URL of a manifest.
   *
   * @param reference a tag, or a digest as text
   * @throws IllegalArgumentException if it is neither
   */
  public URI manifest(String reference) {
    if (reference.indexOf(':') >= 0) {
      return url("/manifests/" + Digest.parse(reference));
    }
    return url("/manifests/" + Reference.requireTag(reference));
  }

  /** Returns the URL of the list of tags. */
  public URI tags() {
    return url("/tags/list");
  }

  /** Returns the URL at which uploads begin. */
  public URI uploads() {
    return url("/blobs/uploads/");
  }

  /** Returns the URL of the list of referrers of a manifest. */
  public URI referrers(Digest subject) {
    return url("/referrers/" + subject);
  }

  /** Returns the URL of the list of those referrers of a manifest that have an artifact type. */
  public URI referrers(Digest subject, MediaType artifactType) {
    return with(referrers(subject), "artifactType", artifactType.value());
  }

  private URI url(String path) {
    return URI.create(origin + "/v2/" + repository + path);
  }

  /**
   * Returns the URL with one more query parameter, whose value is encoded. The rest stays byte for
   * byte.
   */
  public static URI with(URI url, String name, String value) {
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    char separator = url.getRawQuery() == null ? '?' : '&';
    return URI.create(url.toString() + separator + name + "=" + encoded);
  }
}
