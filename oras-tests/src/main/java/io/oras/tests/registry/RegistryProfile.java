package io.oras.tests.registry;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The behaviours of real registries: quirks, faults, and variants of the token server for a
 * registry with {@link Auth#token}. The behaviours come from the reports of clients. Current
 * versions of the registries may behave differently.
 */
@SuppressWarnings("ImmutableEnumChecker") // All three are: copies, and functions without state.
public enum RegistryProfile {
  /**
   * Another host serves the blobs; a mount of a missing blob fails with an error in an unknown
   * format; tags cannot be deleted; responses contain the rate limit.
   */
  DOCKER_HUB(
      Set.of(RegistryQuirk.BLOBS_ELSEWHERE),
      List.of(
          Fault.on("POST", Paths.BEGIN)
              .query("mount=")
              .ifAnswered(202)
              .replace(400, "application/json", "{\"details\":\"invalid repository name\"}"),
          Fault.on("DELETE", Paths.TAG).answer(405, "application/json", Paths.error("UNSUPPORTED")),
          Fault.on("GET|HEAD", Paths.MANIFEST)
              .header("RateLimit-Limit", "100;w=21600")
              .header("RateLimit-Remaining", "99;w=21600")),
      auth -> auth.anonymousPull(true).lifetimeInResponse(false)),

  /**
   * No referrers API, and an HTML page as response; another host serves the blobs and refuses HEAD;
   * the first upload session is lost before it ends.
   */
  GHCR(
      Set.of(
          RegistryQuirk.NO_REFERRERS_API, RegistryQuirk.BLOBS_ELSEWHERE, RegistryQuirk.NO_DELETES),
      List.of(
          Fault.on("GET", Paths.REFERRERS).answer(404, "text/html", "<html>not found</html>"),
          Fault.on("PUT", Paths.UPLOAD)
              .nth(1)
              .answer(404, "application/json", Paths.error("BLOB_UPLOAD_UNKNOWN"))),
      auth -> auth.field(TokenAuth.Field.TOKEN).post(false)),

  /**
   * Only {@code /v2/} answers with a challenge; a page of more than 1000 entries is an error; the
   * response to a manifest push has no digest.
   */
  GCR(
      Set.of(RegistryQuirk.STRICT_PAGE_SIZE, RegistryQuirk.ABSOLUTE_LOCATIONS),
      List.of(Fault.on("PUT", Paths.MANIFEST).withoutHeader(Paths.DIGEST_HEADER)),
      auth -> auth.challengeAtRootOnly(true)),

  /** An upload session accepts one PATCH, which must contain the whole blob. */
  GAR(
      Set.of(RegistryQuirk.ONE_PATCH, RegistryQuirk.ABSOLUTE_LOCATIONS),
      List.of(),
      auth -> auth.field(TokenAuth.Field.TOKEN)),

  /**
   * PATCH is answered with 201, and a second PATCH is lost; chunks have at least 5 MiB, which the
   * registry does not announce; a manifest must contain its media type; a mount must name the
   * source; more than 1000 entries of a page are an error.
   */
  ECR(
      Set.of(
          RegistryQuirk.MEDIA_TYPE_REQUIRED,
          RegistryQuirk.NO_MOUNTS_FROM_ANYWHERE,
          RegistryQuirk.SILENT_CHUNK_MINIMUM,
          RegistryQuirk.STRICT_PAGE_SIZE),
      List.of(
          Fault.on("PATCH", Paths.UPLOAD).ifAnswered(202).status(201),
          Fault.on("PATCH", Paths.UPLOAD).nth(2).loseBody()),
      auth -> {},
      5 << 20),

  /** Responses have no digest header; ranges work although the registry does not announce them. */
  ECR_PUBLIC(
      Set.of(RegistryQuirk.BLOBS_ELSEWHERE),
      List.of(
          Fault.on("GET|HEAD", ".*")
              .withoutHeader(Paths.DIGEST_HEADER)
              .withoutHeader("Accept-Ranges")),
      auth -> auth.anonymousPull(true)),

  /**
   * The token endpoint accepts only refresh tokens sent by POST; Docker manifests with a subject
   * are not listed as referrers; blob downloads redirect to another host.
   */
  ACR(
      Set.of(RegistryQuirk.NO_DOCKER_SUBJECTS, RegistryQuirk.BLOBS_ELSEWHERE),
      List.of(),
      auth -> auth.passwords(false).field(TokenAuth.Field.ACCESS_TOKEN)),

  /** A mount that is impossible is answered with 401 without a challenge. */
  HARBOR_2_5(
      Set.of(RegistryQuirk.NO_REFERRERS_API),
      List.of(
          Fault.on("POST", Paths.BEGIN)
              .query("mount=")
              .ifAnswered(202)
              .replace(401, "application/json", Paths.error("UNAUTHORIZED"))),
      auth -> {}),

  /** The referrers API answers 401 without a challenge; HEAD of a tag has no length. */
  HARBOR_2_7(
      Set.of(RegistryQuirk.NO_REFERRERS_API),
      List.of(
          Fault.on("GET", Paths.REFERRERS)
              .ifAnswered(404)
              .replace(401, "application/json", Paths.error("UNAUTHORIZED")),
          Fault.on("HEAD", Paths.TAG).ifAnswered(200).unknownLength()),
      auth -> {}),

  /** Missing content is reported with the code UNKNOWN. */
  HARBOR_2_10(
      Set.of(),
      List.of(
          Fault.on("GET", Paths.MANIFEST)
              .ifAnswered(404)
              .replace(
                  404,
                  "application/json",
                  "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"artifact not found\"}]}")),
      auth -> {}),

  /**
   * A mount from another project is refused; no referrers API, and the tag of the referrers list
   * resolves to the subject itself; the list of tags continues at an absolute URL.
   */
  GITLAB(
      Set.of(RegistryQuirk.NO_REFERRERS_API, RegistryQuirk.DIGEST_TAGS, RegistryQuirk.LOOSE_LINKS),
      List.of(
          Fault.on("POST", Paths.BEGIN)
              .query("mount=")
              .ifAnswered(202)
              .replace(403, "application/json", Paths.error("DENIED"))),
      auth -> {}),

  /**
   * A mount must name the source; uploads cannot be cancelled, and the first upload fails once; no
   * referrers API; upload URLs are absolute; the token server uses only the first scope.
   */
  QUAY(
      Set.of(
          RegistryQuirk.NO_MOUNTS_FROM_ANYWHERE,
          RegistryQuirk.NO_REFERRERS_API,
          RegistryQuirk.ABSOLUTE_LOCATIONS),
      List.of(
          Fault.on("DELETE", Paths.UPLOAD)
              .answer(401, "application/json", Paths.error("UNAUTHORIZED")),
          Fault.on("PUT", Paths.UPLOAD)
              .nth(1)
              .answer(400, "application/json", Paths.error("BLOB_UPLOAD_INVALID"))),
      auth -> auth.field(TokenAuth.Field.TOKEN).firstScopeOnly(true)),

  /**
   * HEAD of a missing manifest is answered with 403, HEAD of a missing blob with 200; only the push
   * of the manifest reveals missing blobs; digests are listed as tags.
   */
  ARTIFACTORY(
      Set.of(RegistryQuirk.DIGESTS_AS_TAGS, RegistryQuirk.NO_REFERRERS_API),
      List.of(
          Fault.on("HEAD", Paths.MANIFEST).ifAnswered(404).status(403),
          Fault.on("HEAD", Paths.BLOB).ifAnswered(404).status(200)),
      auth -> {}),

  /** HEAD of an existing manifest is answered with 404; lists contain null entries. */
  NEXUS(
      Set.of(RegistryQuirk.NULL_TAGS, RegistryQuirk.NO_REFERRERS_API),
      List.of(Fault.on("HEAD", Paths.MANIFEST).answer(404)),
      auth -> {}),

  /**
   * {@code registry:2.8}: no referrers API; PUT of a blob is answered with 204, and the first one
   * fails once; the tags of an empty repository are null.
   */
  DISTRIBUTION_2_8(
      Set.of(
          RegistryQuirk.NO_REFERRERS_API,
          RegistryQuirk.NULL_TAGS,
          RegistryQuirk.ABSOLUTE_LOCATIONS),
      List.of(
          Fault.on("PUT", Paths.UPLOAD)
              .nth(1)
              .answer(400, "application/json", Paths.error("BLOB_UPLOAD_INVALID")),
          Fault.on("PUT", Paths.UPLOAD).ifAnswered(201).status(204)),
      auth -> {}),

  /** A streamed upload is refused; the registry does not filter referrers. */
  ZOT(Set.of(RegistryQuirk.NO_STREAMS, RegistryQuirk.NO_REFERRERS_FILTER), List.of(), auth -> {}),

  /** A second PATCH needs {@code Content-Range}; the referrers API is answered with 405. */
  GITEA(
      Set.of(RegistryQuirk.ONE_STREAM, RegistryQuirk.NO_REFERRERS_API),
      List.of(
          Fault.on("GET", Paths.REFERRERS)
              .answer(405, "application/json", Paths.error("UNSUPPORTED"))),
      auth -> {}),

  /**
   * The challenge has no service and names the token server by a path; HEAD of a blob has no
   * length; upload URLs have no scheme.
   */
  OPENSHIFT(
      Set.of(RegistryQuirk.SCHEMELESS_LOCATIONS, RegistryQuirk.NO_REFERRERS_API),
      List.of(
          Fault.on("HEAD", Paths.BLOB).unknownLength(),
          Fault.on("GET", Paths.REFERRERS).answer(406)),
      auth -> auth.serviceInChallenge(false).relativeRealm(true)),

  /**
   * Deletion needs a separate scope; challenges of other schemes come first; POST to the token
   * server is answered with 404.
   */
  IBM(
      Set.of(),
      List.of(),
      auth -> auth.otherChallenges("Negotiate, Basic realm=\"a, b\"").post(false).postStatus(404)),

  /** Responses have no digest; missing content is reported with the code UNKNOWN. */
  RED_HAT(
      Set.of(RegistryQuirk.NO_REFERRERS_API, RegistryQuirk.BLOBS_ELSEWHERE),
      List.of(
          Fault.on("GET|HEAD", Paths.MANIFEST).withoutHeader(Paths.DIGEST_HEADER),
          Fault.on("GET", Paths.MANIFEST)
              .ifAnswered(404)
              .replace(
                  404,
                  "application/json",
                  "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"Not Found\"}]}")),
      auth -> auth.anonymousPull(true)),

  /**
   * {@code crane registry serve} and {@code ko}: a range must have an end; PATCH is answered with
   * 204.
   */
  GO_CONTAINERREGISTRY(
      Set.of(RegistryQuirk.NO_OPEN_RANGES, RegistryQuirk.NO_SINGLE_POST),
      List.of(Fault.on("PATCH", Paths.UPLOAD).ifAnswered(202).status(204)),
      auth -> {}),

  /** A proxy in front of a registry, with its own status codes for temporary failures. */
  CLOUDFLARE(
      Set.of(),
      List.of(
          Fault.on("PUT", Paths.MANIFEST).nth(1).answer(522),
          Fault.on("GET", Paths.MANIFEST).nth(1).answer(499),
          Fault.on("GET", Paths.BLOB).nth(1).answer(408),
          Fault.on("POST", Paths.BEGIN).nth(1).answer(503).header("Retry-After", "1")),
      auth -> {});

  private final Set<RegistryQuirk> quirks;
  private final List<Fault> faults;
  private final Consumer<TokenAuth> tokens;
  private final long chunkMinLength;

  RegistryProfile(Set<RegistryQuirk> quirks, List<Fault> faults, Consumer<TokenAuth> tokens) {
    this(quirks, faults, tokens, 0);
  }

  RegistryProfile(
      Set<RegistryQuirk> quirks,
      List<Fault> faults,
      Consumer<TokenAuth> tokens,
      long chunkMinLength) {
    this.quirks = quirks;
    this.faults = faults;
    this.tokens = tokens;
    this.chunkMinLength = chunkMinLength;
  }

  /** Returns the quirks. */
  public Set<RegistryQuirk> quirks() {
    return quirks;
  }

  /** Returns the faults that the profile starts with. */
  public List<Fault> faults() {
    return faults;
  }

  /** Returns the minimum size of a chunk other than the last, in bytes; 0 for no minimum. */
  public long chunkMinLength() {
    return chunkMinLength;
  }

  void prepare(Auth auth) {
    if (auth instanceof TokenAuth rules) {
      tokens.accept(rules);
    }
  }

  /** Patterns of request paths. */
  private static final class Paths {
    static final String BEGIN = "/v2/.+/blobs/uploads/";
    static final String UPLOAD = "/v2/.+/blobs/uploads/[^/]+";
    static final String BLOB = "/v2/.+/blobs/[^/]+:[^/]+";
    static final String MANIFEST = "/v2/.+/manifests/[^/]+";
    static final String TAG = "/v2/.+/manifests/[^/:]+";
    static final String REFERRERS = "/v2/.+/referrers/[^/]+";
    static final String DIGEST_HEADER = "Docker-Content-Digest";

    static String error(String code) {
      return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"as this registry does\"}]}";
    }
  }
}
