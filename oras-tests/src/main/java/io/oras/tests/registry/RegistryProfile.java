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
   * Blobs come from another host; a mount that cannot be fails with an error in no known form; tags
   * cannot be deleted; rate limits are told.
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
      auth -> auth.anonymousPull(true).lifetimeTold(false)),

  /**
   * No referrers API, which is said in HTML; blobs come from another host, which refuses HEAD; the
   * first upload is forgotten before it ends.
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
   * The challenge stands at {@code /v2/} alone; more than 1000 entries of a page are an error; the
   * answer to a manifest's push tells no digest.
   */
  GCR(
      Set.of(RegistryQuirk.STRICT_PAGE_SIZE, RegistryQuirk.ABSOLUTE_LOCATIONS),
      List.of(Fault.on("PUT", Paths.MANIFEST).withoutHeader(Paths.DIGEST_HEADER)),
      auth -> auth.challengeAtRootOnly(true)),

  /** An upload takes one PATCH, with all of the blob. */
  GAR(
      Set.of(RegistryQuirk.ONE_PATCH, RegistryQuirk.ABSOLUTE_LOCATIONS),
      List.of(),
      auth -> auth.field(TokenAuth.Field.TOKEN)),

  /**
   * PATCH is answered 201, and the second is lost; chunks have at least 5 MiB, which is not told; a
   * manifest says its media type; a mount says from where; more than 1000 entries of a page are an
   * error.
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

  /** Does not tell digests; ranges are honoured, which is not told either. */
  ECR_PUBLIC(
      Set.of(RegistryQuirk.BLOBS_ELSEWHERE),
      List.of(
          Fault.on("GET|HEAD", ".*")
              .withoutHeader(Paths.DIGEST_HEADER)
              .withoutHeader("Accept-Ranges")),
      auth -> auth.anonymousPull(true)),

  /**
   * Tokens are given for a refresh token alone, by POST; Docker manifests are nobody's referrers;
   * blobs come from another host.
   */
  ACR(
      Set.of(RegistryQuirk.NO_DOCKER_SUBJECTS, RegistryQuirk.BLOBS_ELSEWHERE),
      List.of(),
      auth -> auth.passwords(false).field(TokenAuth.Field.ACCESS_TOKEN)),

  /** A mount that cannot be is answered 401, without a challenge. */
  HARBOR_2_5(
      Set.of(RegistryQuirk.NO_REFERRERS_API),
      List.of(
          Fault.on("POST", Paths.BEGIN)
              .query("mount=")
              .ifAnswered(202)
              .replace(401, "application/json", Paths.error("UNAUTHORIZED"))),
      auth -> {}),

  /** Referrers are answered 401, without a challenge; HEAD of a tag tells no length. */
  HARBOR_2_7(
      Set.of(RegistryQuirk.NO_REFERRERS_API),
      List.of(
          Fault.on("GET", Paths.REFERRERS)
              .ifAnswered(404)
              .replace(401, "application/json", Paths.error("UNAUTHORIZED")),
          Fault.on("HEAD", Paths.TAG).ifAnswered(200).unknownLength()),
      auth -> {}),

  /** What is not there is said with the code UNKNOWN. */
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
   * A mount from outside the project is refused; no referrers API, and the tag of the referrers'
   * list is the subject itself; the list of tags goes on at an absolute address.
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
   * A mount says from where; uploads cannot be cancelled, and the first fails for a moment; no
   * referrers API; addresses of uploads are absolute; the token server heeds the first scope alone.
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
   * HEAD is answered 403 for a manifest and 200 for a blob that is not there, so that only the
   * manifest's push shows what is missing; digests are listed as tags.
   */
  ARTIFACTORY(
      Set.of(RegistryQuirk.DIGESTS_AS_TAGS, RegistryQuirk.NO_REFERRERS_API),
      List.of(
          Fault.on("HEAD", Paths.MANIFEST).ifAnswered(404).status(403),
          Fault.on("HEAD", Paths.BLOB).ifAnswered(404).status(200)),
      auth -> {}),

  /** HEAD of a manifest is 404 though it is there; lists have null entries. */
  NEXUS(
      Set.of(RegistryQuirk.NULL_TAGS, RegistryQuirk.NO_REFERRERS_API),
      List.of(Fault.on("HEAD", Paths.MANIFEST).answer(404)),
      auth -> {}),

  /**
   * {@code registry:2.8}: no referrers API; PUT of a blob is answered 204, the first fails for a
   * moment; the tags of nothing are null.
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

  /** A streamed upload is refused; referrers are filtered by the client. */
  ZOT(Set.of(RegistryQuirk.NO_STREAMS, RegistryQuirk.NO_REFERRERS_FILTER), List.of(), auth -> {}),

  /** No second PATCH without {@code Content-Range}; referrers are answered 405. */
  GITEA(
      Set.of(RegistryQuirk.ONE_STREAM, RegistryQuirk.NO_REFERRERS_API),
      List.of(
          Fault.on("GET", Paths.REFERRERS)
              .answer(405, "application/json", Paths.error("UNSUPPORTED"))),
      auth -> {}),

  /**
   * The challenge has no service, the token server is named by a path; HEAD of a blob tells no
   * length; addresses of uploads have no scheme.
   */
  OPENSHIFT(
      Set.of(RegistryQuirk.SCHEMELESS_LOCATIONS, RegistryQuirk.NO_REFERRERS_API),
      List.of(
          Fault.on("HEAD", Paths.BLOB).unknownLength(),
          Fault.on("GET", Paths.REFERRERS).answer(406)),
      auth -> auth.serviceTold(false).relativeRealm(true)),

  /**
   * Deletes need a scope of their own; challenges of other schemes come first; POST to the token
   * server is answered 404.
   */
  IBM(
      Set.of(),
      List.of(),
      auth -> auth.otherChallenges("Negotiate, Basic realm=\"a, b\"").post(false).postStatus(404)),

  /** Digests are not told; what is not there is said with code UNKNOWN. */
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

  /** {@code crane registry serve} and {@code ko}: a range has an end; PATCH is answered 204. */
  GO_CONTAINERREGISTRY(
      Set.of(RegistryQuirk.NO_OPEN_RANGES, RegistryQuirk.NO_SINGLE_POST),
      List.of(Fault.on("PATCH", Paths.UPLOAD).ifAnswered(202).status(204)),
      auth -> {}),

  /** A proxy before a registry, whose statuses for passing trouble are its own. */
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

  /** The quirks. */
  public Set<RegistryQuirk> quirks() {
    return quirks;
  }

  /** The faults that are there from the start. */
  public List<Fault> faults() {
    return faults;
  }

  /** The fewest bytes of a chunk that is not the last; 0 for no such rule. */
  public long chunkMinLength() {
    return chunkMinLength;
  }

  void prepare(Auth auth) {
    if (auth instanceof TokenAuth rules) {
      tokens.accept(rules);
    }
  }

  /** What requests are for. */
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
