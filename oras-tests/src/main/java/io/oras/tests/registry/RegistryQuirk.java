package io.oras.tests.registry;

/**
 * One way in which a registry is not as the specification recommends, or as this one is by default.
 * {@link RegistryProfile} has those of registries that exist.
 */
public enum RegistryQuirk {
  /** There is no referrers API, and no {@code OCI-Subject} is answered. */
  NO_REFERRERS_API,
  /** Referrers are not filtered by artifact type. */
  NO_REFERRERS_FILTER,
  /** A Docker manifest's subject is not looked at. */
  NO_DOCKER_SUBJECTS,
  /** Nothing can be deleted: 405. */
  NO_DELETES,
  /** Nothing can be changed by requests: 405. */
  READ_ONLY,
  /** {@code Range} is not looked at, the whole blob is sent with 200. */
  NO_RANGES,
  /** A range without an end, {@code bytes=N-}, is answered 416. */
  NO_OPEN_RANGES,
  /** A POST with a digest and a body begins an upload, as if the body were not there. */
  NO_SINGLE_POST,
  /** A mount is answered 202, whatever is there. */
  NO_MOUNTS,
  /** A mount that does not say from where is answered 400. */
  NO_MOUNTS_FROM_ANYWHERE,
  /** A manifest may name blobs and manifests that are not there. */
  MISSING_REFERENCES,
  /**
   * A manifest is stored whatever its bytes and its media type are. What the registry cannot read
   * in it counts as absent.
   */
  ANY_MANIFEST,
  /** A manifest without {@code mediaType} is answered 400. */
  MEDIA_TYPE_REQUIRED,
  /** Manifests and blobs may come without Content-Length, which is otherwise answered 411. */
  LENGTH_OPTIONAL,
  /** A PATCH without Content-Length is answered 400; by default it is a stream, always served. */
  NO_STREAMS,
  /** An upload takes one PATCH; another is answered 400. */
  ONE_PATCH,
  /** An upload takes no PATCH without {@code Content-Range} after the first; it is answered 400. */
  ONE_STREAM,
  /** The fewest bytes of a chunk are demanded, and not told. */
  SILENT_CHUNK_MINIMUM,
  /**
   * A GET of a blob is redirected to another host, which refuses who brings {@code Authorization}
   * and, to HEAD, everybody.
   */
  BLOBS_ELSEWHERE,
  /** {@code Location} has scheme and host. */
  ABSOLUTE_LOCATIONS,
  /** {@code Location} has a host and no scheme. */
  SCHEMELESS_LOCATIONS,
  /** {@code Link} has scheme and host, another parameter, and a {@code rel} without quotes. */
  LOOSE_LINKS,
  /** The tags of a repository without tags are {@code null}, and so are some entries. */
  NULL_TAGS,
  /** Digests are listed as tags. */
  DIGESTS_AS_TAGS,
  /** A page of more than 1000 entries is an error, not cut. */
  STRICT_PAGE_SIZE,
  /** The tag {@code sha256-HEX} is the manifest with that digest. */
  DIGEST_TAGS
}
