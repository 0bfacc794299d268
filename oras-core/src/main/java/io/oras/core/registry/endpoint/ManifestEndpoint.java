package io.oras.core.registry.endpoint;

import io.oras.api.content.RawManifest;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.StoreContext.Access;
import io.oras.api.transport.Headers;
import io.oras.api.transport.RegistryUrls;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportResponse;
import io.oras.core.concurrent.TaskScheduler;
import io.oras.core.context.Limit;
import io.oras.core.http.RegistryRequest;
import io.oras.core.registry.client.FailureClassifier;
import io.oras.core.registry.client.RegistryCapabilities.UnsupportedFeature;
import io.oras.core.registry.client.RepositoryClient;
import io.oras.core.wire.HeaderReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fetches, pushes and deletes manifests (distribution-spec v1.1.1, "Pulling Manifests" ff). */
public record ManifestEndpoint(RepositoryClient client) {
  /** Without it docker-registry answers 404 for an OCI manifest that it has. */
  static final List<MediaType> ACCEPT =
      List.of(
          MediaType.OCI_MANIFEST,
          MediaType.OCI_INDEX,
          MediaType.DOCKER_MANIFEST,
          MediaType.DOCKER_MANIFEST_LIST,
          MediaType.OCI_ARTIFACT_MANIFEST);

  private static final int TAGS_AT_ONCE = 32;

  /** With tags of 128 characters, the URL and the header of the response stay below 8 KiB. */
  private static final int TAGS_IN_A_REQUEST = 50;

  private static final String DIGEST_HEADER = "Docker-Content-Digest";

  /** A manifest as it came, with the headers that it came with. */
  public record Fetched(RawManifest manifest, Headers headers) {}

  public RawManifest get(String reference) throws IOException {
    return fetch(reference).manifest();
  }

  /** One GET, whether by tag or by digest. */
  public Fetched fetch(String reference) throws IOException {
    return fetch(reference, ACCEPT);
  }

  /**
   * One GET by digest; the type that the descriptor says is asked for too. The caller parses the
   * manifest.
   */
  public RawManifest getUnparsed(Descriptor descriptor) throws IOException {
    List<MediaType> accept = new ArrayList<>(ACCEPT);
    if (!accept.contains(descriptor.mediaType()) && !descriptor.mediaType().isEmpty()) {
      accept.add(descriptor.mediaType());
    }
    return fetch(descriptor.digest().toString(), accept, (body, type) -> Optional.empty())
        .manifest();
  }

  public Fetched fetch(String reference, List<MediaType> accept) throws IOException {
    return fetch(reference, accept, this::view);
  }

  private Fetched fetch(
      String reference,
      List<MediaType> accept,
      BiFunction<byte[], MediaType, Optional<Manifest>> parser)
      throws IOException {
    RegistryRequest request = read("GET", reference, accept);
    return client
        .registry()
        .read(
            request,
            Limit.MANIFEST_BYTES,
            (body, headers) -> {
              try {
                return new Fetched(verified(body, digestOf(reference), headers, parser), headers);
              } catch (OrasException e) {
                throw e.with(ErrorContext.doing(request.doing()));
              }
            });
  }

  private RegistryRequest read(String method, String reference, List<MediaType> accept) {
    return client
        .read(
            method,
            client.urls().manifest(reference),
            "fetching manifest " + reference + " of " + client.repository())
        .with(
            "Accept",
            accept.stream().map(MediaType::headerValue).collect(Collectors.joining(", ")));
  }

  private static @Nullable Digest digestOf(String reference) {
    return reference.indexOf(':') < 0 ? null : Digest.parse(reference);
  }

  private static RawManifest verified(
      byte[] body,
      @Nullable Digest asked,
      Headers headers,
      BiFunction<byte[], MediaType, Optional<Manifest>> parser)
      throws OrasException {
    MediaType type = ManifestTypes.of(headers, body);
    if (asked != null) {
      verify(body, type, asked);
    }
    // What the header says is compared, never trusted. It may be of another algorithm than what was
    // asked for.
    Digest told = toldDigest(headers).orElse(null);
    if (told != null && !told.equals(asked)) {
      verify(body, type, told);
    }
    Digest digest = asked != null ? asked : told != null ? told : Digest.of(body);
    RawManifest raw = RawManifest.of(body, Descriptor.of(type, digest, body.length));
    return parser.apply(body, type).map(raw::withView).orElse(raw);
  }

  /** A document that cannot be parsed has no view: who asked for its bytes gets them. */
  private Optional<Manifest> view(byte[] body, MediaType type) {
    try {
      return client.registry().codec().decode(body, type);
    } catch (InvalidManifestException e) {
      return Optional.empty();
    }
  }

  private static void verify(byte[] body, MediaType type, Digest expected) throws OrasException {
    Digest actual = Digest.of(UnsupportedDigestException.requireKnown(expected), body);
    if (!actual.equals(expected)) {
      throw ContentVerificationException.digest(Descriptor.of(type, expected, body.length), actual);
    }
  }

  /** The digest that the registry tells, if it is one that can be computed. */
  private static Optional<Digest> toldDigest(Headers headers) throws LimitExceededException {
    try {
      return Optional.of(HeaderReader.of(headers, DIGEST_HEADER).text())
          .filter(text -> !text.isEmpty())
          .map(Digest::parse)
          .filter(digest -> digest.knownAlgorithm().isPresent());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** By HEAD, and by GET where the answer to HEAD does not say enough, or says no. */
  public Descriptor resolve(String reference) throws IOException {
    Digest asked = digestOf(reference);
    Optional<Descriptor> described = Optional.empty();
    if (!client.refuses(UnsupportedFeature.MANIFEST_HEAD)) {
      TransportResponse answer = head(reference);
      if (answer.status() == 200) {
        described = describe(answer.headers(), asked);
      }
    }
    // 404 and 403 too: Nexus answers 404 to HEAD for what it has, and an answer to GET has a body
    // that says why.
    return described.isPresent() ? described.get() : get(reference).descriptor();
  }

  private TransportResponse head(String reference) throws IOException {
    RegistryRequest request = read("HEAD", reference, ACCEPT);
    TransportResponse answer = client.exchange(request, 200, 403, 404, 400, 405, 501);
    if (answer.status() == 405 || answer.status() == 501) {
      client.refused(UnsupportedFeature.MANIFEST_HEAD);
    }
    return answer;
  }

  private static Optional<Descriptor> describe(Headers headers, @Nullable Digest asked)
      throws LimitExceededException {
    Digest told = toldDigest(headers).orElse(null);
    if (asked != null && told != null && told.algorithm().equals(asked.algorithm())) {
      if (!told.equals(asked)) {
        return Optional.empty();
      }
    }
    Digest digest = asked != null ? asked : told;
    Optional<MediaType> type = ManifestTypes.ofHeader(headers).filter(MediaType::isManifest);
    OptionalLong size = HeaderReader.contentLength(headers);
    return digest == null || type.isEmpty() || size.isEmpty()
        ? Optional.empty()
        : Optional.of(Descriptor.of(type.get(), digest, size.getAsLong()));
  }

  public boolean exists(Digest digest) throws IOException {
    int status =
        client.refuses(UnsupportedFeature.MANIFEST_HEAD) ? 405 : head(digest.toString()).status();
    if (status == 200 || status == 404) {
      return status == 200;
    }
    if (status == 403 && client.access() == Access.WRITE) {
      // Artifactory says so of a manifest that is not there; the PUT will tell.
      return false;
    }
    try {
      get(digest.toString());
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /**
   * Stores the manifest and gives it all tags, with one PUT for 50 tags if the registry can do that
   * (distribution-spec, "Pushing Manifests", newer than v1.1.1), else with one PUT for each tag,
   * some at a time.
   *
   * @return the headers of an answer
   */
  public Headers push(RawManifest manifest, Collection<String> tags) throws IOException {
    Set<String> missing = new LinkedHashSet<>(tags);
    Headers last = Headers.EMPTY;
    boolean together = tags.size() > 1 && !client.refuses(UnsupportedFeature.TAG_PARAMETERS);
    // Pushed by a tag, a manifest gets a sha256 digest.
    if (together || tags.isEmpty() || !isSha256(manifest.descriptor().digest())) {
      String digest = manifest.descriptor().digest().toString();
      for (List<String> part : together ? parts(tags) : List.of(List.<String>of())) {
        try {
          URI url = client.urls().manifest(digest);
          for (String tag : part) {
            url = RegistryUrls.with(url, "tag", tag);
          }
          last = put(manifest, write(manifest, url, digest));
          missing.removeAll(tagsIn(last));
        } catch (RegistryException e) {
          if (!together
              || (FailureClassifier.status(e) != 414 && FailureClassifier.status(e) != 431)) {
            throw e;
          }
        }
        if (together && missing.size() == tags.size()) {
          client.refused(UnsupportedFeature.TAG_PARAMETERS);
          break;
        }
      }
    }
    if (missing.isEmpty()) {
      return last;
    }
    Queue<Headers> answers = new ConcurrentLinkedQueue<>();
    TaskScheduler puts =
        new TaskScheduler(
            client.registry().executor(), client.operation().concurrency().atMost(TAGS_AT_ONCE));
    missing.forEach(tag -> puts.submit(() -> answers.add(put(manifest, tag, null))));
    puts.await();
    return answers.element();
  }

  private static List<List<String>> parts(Collection<String> tags) {
    List<String> all = List.copyOf(tags);
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += TAGS_IN_A_REQUEST) {
      parts.add(all.subList(from, Math.min(all.size(), from + TAGS_IN_A_REQUEST)));
    }
    return parts;
  }

  private static boolean isSha256(Digest digest) {
    return digest.algorithm().equals(DigestAlgorithm.SHA256.id());
  }

  private static Set<String> tagsIn(Headers headers) throws LimitExceededException {
    return HeaderReader.of(headers, "OCI-Tag").elements().stream()
        .map(HeaderReader.Element::value)
        .collect(Collectors.toSet());
  }

  /** One PUT under a tag, if what is there has that {@code ETag} still; null for whatever it is. */
  Headers put(RawManifest manifest, String tag, @Nullable String ifMatch) throws IOException {
    RegistryRequest request = write(manifest, client.urls().manifest(tag), tag);
    return put(manifest, ifMatch == null ? request : request.with("If-Match", ifMatch));
  }

  private RegistryRequest write(RawManifest manifest, URI url, String name) {
    return client
        .write("PUT", url, "pushing manifest " + name + " to " + client.repository())
        .with("Content-Type", manifest.descriptor().mediaType().headerValue())
        .withBody(new RequestBody.Bytes(manifest.bytes()));
  }

  private Headers put(RawManifest manifest, RegistryRequest request) throws IOException {
    Headers headers = client.exchange(request, 201).headers();
    Digest told = toldDigest(headers).orElse(null);
    if (told != null) {
      try {
        verify(manifest.bytes(), manifest.descriptor().mediaType(), told);
      } catch (OrasException e) {
        throw e.with(ErrorContext.doing(request.doing()));
      }
    }
    return headers;
  }

  /** Deletes a manifest with all its tags. */
  public void delete(Digest digest) throws IOException {
    client.exchange(
        client.delete(
            client.urls().manifest(digest.toString()),
            "deleting manifest " + digest + " of " + client.repository()),
        202,
        200,
        204);
  }
}
