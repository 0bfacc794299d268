package io.oras.tests.registry;

/**
 * A behaviour in which a registry differs from the recommendations of the specification, or from
 * the default of the in-process registry. {@link RegistryProfile} combines the quirks of real
 * registries.
 */
public enum RegistryQuirk {
  /** The registry has no referrers API and sends no {@code OCI-Subject}. */
  NO_REFERRERS_API,
  /** Referrers are not filtered by artifact type. */
  NO_REFERRERS_FILTER,
  /** The subject of a Docker manifest is ignored. */
  NO_DOCKER_SUBJECTS,
  /** Deletion is answered with 405. */
  NO_DELETES,
  /** Every change is answered with 405. */
  READ_ONLY,
  /** {@code Range} is ignored: the whole blob is sent with 200. */
  NO_RANGES,
  /** A range without an end, {@code bytes=N-}, is answered with 416. */
  NO_OPEN_RANGES,
  /** A POST with a digest and a body starts an upload session and ignores the body. */
  NO_SINGLE_POST,
  /** A mount is always answered with 202. */
  NO_MOUNTS,
  /** A mount without a source is answered with 400. */
  NO_MOUNTS_FROM_ANYWHERE,
  /** A manifest may reference missing blobs and manifests. */
  MISSING_REFERENCES,
  /** Any bytes are stored as a manifest. Fields that the registry cannot read count as absent. */
  ANY_MANIFEST,
  /** A manifest without {@code mediaType} is answered with 400. */
  MEDIA_TYPE_REQUIRED,
  /**
   * Manifests and blobs may come without {@code Content-Length}, which is otherwise answered with
   * 411.
   */
  LENGTH_OPTIONAL,
  /**
   * A PATCH without {@code Content-Length} is answered with 400. By default the registry accepts it
   * as a stream.
   */
  NO_STREAMS,
  /** An upload session accepts one PATCH; another one is answered with 400. */
  ONE_PATCH,
  /**
   * An upload session accepts further PATCH requests only with {@code Content-Range}; others are
   * answered with 400.
   */
  ONE_STREAM,
  /** Chunks have a minimum size that the registry does not announce. */
  SILENT_CHUNK_MINIMUM,
  /**
   * GET of a blob redirects to another host. That host refuses requests with {@code Authorization},
   * and every HEAD.
   */
  BLOBS_ELSEWHERE,
  /** {@code Location} is an absolute URL. */
  ABSOLUTE_LOCATIONS,
  /** {@code Location} has a host but no scheme. */
  SCHEMELESS_LOCATIONS,
  /** {@code Link} is an absolute URL with a further parameter and a {@code rel} without quotes. */
  LOOSE_LINKS,
  /**
   * The list of tags of an empty repository is {@code null}, and so are some entries of other
   * lists.
   */
  NULL_TAGS,
  /** Digests are listed as tags. */
  DIGESTS_AS_TAGS,
  /** A page of more than 1000 entries is an error instead of a shorter page. */
  STRICT_PAGE_SIZE,
  /** The tag {@code sha256-HEX} resolves to the manifest with that digest. */
  DIGEST_TAGS
}
