package io.oras.core;

import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import io.oras.api.transport.Origin;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of a repository (distribution-spec v1.1.1, "Endpoints").
 *
 * @param origin of the registry
 * @param repository its name in requests, with {@code library/} where Docker Hub needs it
 */
public record RegistryUrls(Origin origin, String repository) {
  /** Returns the URLs of a repository. */
  public static RegistryUrls of(Origin origin, RepositoryName repository) {
    return new RegistryUrls(origin, repository.apiPath());
  }

  /** A blob, to ask for, to fetch and to delete. */
  public URI blob(Digest digest) {
    return url("/blobs/" + digest);
  }

  /**
   * A manifest.
   *
   * @param reference a tag, or a digest as text
   * @throws IllegalArgumentException when it is neither
   */
  public URI manifest(String reference) {
    if (reference.indexOf(':') >= 0) {
      return url("/manifests/" + Digest.parse(reference));
    }
    return url("/manifests/" + Reference.requireTag(reference));
  }

  /** The list of tags. */
  public URI tags() {
    return url("/tags/list");
  }

  /** Where uploads begin. */
  public URI uploads() {
    return url("/blobs/uploads/");
  }

  /**
   * The list of what refers to a manifest.
   *
   * @param artifactType only these, or null for all
   */
  public URI referrers(Digest subject, @Nullable MediaType artifactType) {
    URI all = url("/referrers/" + subject);
    return artifactType == null ? all : with(all, "artifactType", artifactType.value());
  }

  private URI url(String path) {
    return URI.create(origin + "/v2/" + repository + path);
  }

  /** The URL with one more query parameter; what it has already stays byte for byte. */
  public static URI with(URI url, String name, String value) {
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    char separator = url.getRawQuery() == null ? '?' : '&';
    return URI.create(url.toString() + separator + name + "=" + encoded);
  }
}
