package io.oras.core.registry.upload;

import io.oras.api.error.ErrorContext;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryException;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.transport.Origin;
import io.oras.api.transport.RegistryUrls;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportResponse;
import io.oras.core.http.RegistryRequest;
import io.oras.core.registry.client.FailureClassifier;
import io.oras.core.registry.client.RepositoryClient;
import io.oras.core.wire.ErrorBody;
import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.Redirects;
import io.oras.core.wire.ResponseBodies;
import io.oras.core.wire.SentSecrets;
import io.oras.core.wire.Urls;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An upload that a registry has opened (distribution-spec v1.1.1, "Pushing Blobs"). It moves: each
 * answer may name another place for the next request. For one thread at a time.
 */
final class UploadSession {
  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-([0-9]{1,18})");
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int DONE = 204;
  private static final String OCTETS = "application/octet-stream";

  /** What a registry hashes and stores in a second, at the least. */
  private static final long COMMIT_RATE = 10 << 20;

  /** Somebody waits for the failure that made an upload unwanted. */
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);

  private final RepositoryClient client;
  private final String doing;
  private final long minChunk;
  private URI location;
  private long sent;
  private boolean emptyTried;
  private boolean uncounted;

  private UploadSession(RepositoryClient client, String doing, long minChunk, URI location) {
    this.client = client;
    this.doing = doing;
    this.minChunk = minChunk;
    this.location = location;
  }

  /**
   * Opens a session.
   *
   * @param algorithm of the digest that will close it; only sha256 needs no mention
   */
  static UploadSession open(RepositoryClient client, String algorithm, String doing)
      throws IOException {
    URI url = client.urls().uploads();
    if (!algorithm.equals(DigestAlgorithm.SHA256.id())) {
      url = RegistryUrls.with(url, "digest-algorithm", algorithm);
    }
    RegistryRequest request = client.write("POST", url, doing);
    return of(client, request, client.exchange(request, ACCEPTED));
  }

  /** The session that an answer of 202 has opened. */
  static UploadSession of(
      RepositoryClient client, RegistryRequest request, TransportResponse answer)
      throws OrasException {
    URI location =
        next(client, request, answer)
            .orElseThrow(() -> unusable(request, answer, "it has no Location for the upload"));
    return new UploadSession(client, request.doing(), minChunk(answer), location);
  }

  private static long minChunk(TransportResponse answer) throws OrasException {
    return HeaderReader.of(answer.headers(), "OCI-Chunk-Min-Length").number().orElse(0L);
  }

  /** Where to go on, if the answer says so; its query is used as it is. */
  private static Optional<URI> next(
      RepositoryClient client, RegistryRequest request, TransportResponse answer)
      throws OrasException {
    String location = HeaderReader.of(answer.headers(), "Location").text();
    if (location.isEmpty()) {
      return Optional.empty();
    }
    URI url;
    try {
      url = Urls.resolve(answer.uri(), location);
    } catch (IllegalArgumentException e) {
      throw unusable(request, answer, "its Location is " + e.getMessage());
    }
    checkOrigin(client, request, answer, Origin.of(url));
    return Optional.of(url);
  }

  /** A registry must not send content elsewhere unasked (GHSA-jxpm-75mh-9fp7). */
  private static void checkOrigin(
      RepositoryClient client, RegistryRequest request, TransportResponse answer, Origin target)
      throws OrasException {
    Origin registry = client.urls().origin();
    if (target.equals(registry)) {
      return;
    }
    if (registry.isSecure() && !target.isSecure()) {
      throw unusable(request, answer, "its Location leaves https for " + target);
    }
    if (!client.settings().uploadsToOtherHosts()) {
      throw unusable(
          request,
          answer,
          "its Location is on "
              + Redirects.difference(registry, target)
              + "; allow foreign uploads for this registry if that is meant");
    }
  }

  private static OrasException unusable(
      RegistryRequest request, TransportResponse answer, String why) {
    return new RegistryException(
            ErrorBody.response(
                request.method(), request.uri(), answer.status(), new byte[0], new SentSecrets()),
            why)
        .with(ErrorContext.doing(request.doing()));
  }

  /** The least length of a chunk that is not the last, or 0. */
  long minChunk() {
    return minChunk;
  }

  /** Sends all content in one PATCH that says nothing of ranges; its length may be unknown. */
  void stream(RequestBody content) throws IOException {
    patch(content, null);
  }

  /**
   * Sends a chunk.
   *
   * @param ranged whether to say where it belongs
   * @return how many bytes of the whole content the registry has now
   */
  long append(RequestBody chunk, long offset, boolean ranged) throws IOException {
    long end = offset + chunk.length();
    sent = Math.max(sent, end);
    long has = received(patch(chunk, ranged ? offset + "-" + (end - 1) : null)).orElse(end);
    if (has > 1 || end == 1) {
      return has;
    }
    // "0-0" for more than one byte is what registries say that do not count, or have lost it all.
    uncounted = true;
    return end;
  }

  /**
   * Whether the registry missed what it said it has: it may have told so and not been understood.
   */
  boolean hasLost(IOException failure) {
    return uncounted && FailureClassifier.has(failure, "DIGEST_INVALID");
  }

  private Answer patch(RequestBody content, @Nullable String range) throws IOException {
    RegistryRequest request =
        client
            .write("PATCH", location, doing)
            .with("Content-Type", OCTETS)
            .withBody(content)
            .withoutRetry();
    // ECR answers 201, others 204.
    return move(
        range == null ? request : request.with("Content-Range", range), ACCEPTED, CREATED, DONE);
  }

  /**
   * Asks how far the upload is, after an answer was lost or was 416.
   *
   * @return how many bytes the registry has
   */
  long status() throws IOException {
    long has = received(move(client.write("GET", location, doing), DONE, ACCEPTED, OK)).orElse(0L);
    if (has == 1) {
      // "0-0" is one byte by the text, and none as docker-registry means it: try both.
      has = emptyTried ? 1 : 0;
      emptyTried = true;
    }
    return has;
  }

  private record Answer(RegistryRequest request, TransportResponse response) {}

  private Answer move(RegistryRequest request, int... statuses) throws IOException {
    TransportResponse response = client.exchange(request, statuses);
    next(client, request, response).ifPresent(moved -> location = moved);
    return new Answer(request, response);
  }

  private Optional<Long> received(Answer answer) throws OrasException {
    Matcher range = RANGE.matcher(HeaderReader.of(answer.response.headers(), "Range").text());
    if (!range.matches()) {
      return Optional.empty();
    }
    long has = Long.parseLong(range.group(1)) + 1;
    if (has > Math.max(sent, 1)) {
      throw unusable(
          answer.request, answer.response, "it has " + has + " bytes, " + sent + " were sent");
    }
    return Optional.of(has);
  }

  /**
   * Closes the session: from now on it is a blob.
   *
   * @param rest of the content, empty when all has been sent
   * @param size of the whole content, in bytes
   */
  void finish(Digest digest, RequestBody rest, long size) throws IOException {
    URI url = RegistryUrls.with(location, "digest", digest.toString());
    client.exchange(
        client
            .write("PUT", url, doing)
            .with("Content-Type", OCTETS)
            .withBody(rest)
            .withMoreTime(Duration.ofSeconds(size / COMMIT_RATE))
            .withoutRetry(),
        CREATED,
        DONE);
  }

  /** Cancels, unless what failed says that there is no upload any more. */
  void abandon(IOException cause) {
    if (!FailureClassifier.isSessionGone(cause)) {
      cancel(cause);
    }
  }

  /**
   * Tells the registry to forget the upload; whether it does is not important. A thread that was
   * interrupted does so too: it would leave the upload open otherwise.
   */
  void cancel(Exception cause) {
    boolean interrupted = Thread.interrupted();
    RegistryRequest request =
        client.write("DELETE", location, doing).withTimeout(CANCEL_TIMEOUT).atOnce();
    try {
      ResponseBodies.discard(client.registry().http().send(request));
    } catch (IOException e) {
      cause.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
