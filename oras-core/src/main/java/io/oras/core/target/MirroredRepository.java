package io.oras.core.target;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryBlockedException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.RepositoryEndpoint;
import io.oras.api.spi.RepositoryEndpoint.Role;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
import io.oras.core.registry.ReadableRepository;
import io.oras.core.stream.Replicas;
import io.oras.core.target.EndpointAttempts.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Reads a repository at several endpoints: mirrors first, then the primary. A tag is asked for at
 * one endpoint after another until one answers; what follows starts at that endpoint. If an
 * endpoint fails or lacks content, the next one is asked for that content. For one operation;
 * thread safe.
 */
public final class MirroredRepository implements ReadableRepository, Replicas {
  /**
   * An endpoint to try.
   *
   * @param name that led to the endpoint
   */
  record Candidate(RepositoryName name, RepositoryEndpoint endpoint) {
    boolean isMirror() {
      return endpoint.role() == Role.MIRROR;
    }
  }

  /** Opens repositories; nothing is sent, except to learn how an insecure endpoint is reached. */
  interface Opener {
    ReadableRepository open(Candidate candidate) throws IOException;

    /** Opens the registry of the name itself, for what mirrors are not asked for. */
    ReadableRepository direct() throws IOException;
  }

  private final String shown;
  private final Optional<RepositoryName> name;
  private final List<Candidate> candidates;
  private final Opener opener;
  private final FailedEndpoints failed;
  private final OperationContext operation;
  private final Map<Candidate, ReadableRepository> open;

  /** Whether reads start at the endpoint that answered last, and not at the one that is given. */
  private final boolean chooses;

  /** The endpoints that proved to have wrong content, by its digest. */
  private final Map<Digest, List<Failure>> wrong = new ConcurrentHashMap<>();

  private final FailedReads failedReads = new FailedReads();

  private volatile int chosen = -1;

  /**
   * Creates a view; nothing is sent yet.
   *
   * @param shown the name in messages
   * @param name of the repository; empty for a short name
   * @param candidates in order, at least one
   * @param failed remembers mirrors that failed, also for later operations
   */
  MirroredRepository(
      String shown,
      Optional<RepositoryName> name,
      List<Candidate> candidates,
      Opener opener,
      FailedEndpoints failed,
      OperationContext operation) {
    this.shown = shown;
    this.name = name;
    this.candidates = List.copyOf(candidates);
    this.opener = opener;
    this.failed = failed;
    this.operation = operation;
    this.open = new ConcurrentHashMap<>();
    this.chooses = true;
  }

  private MirroredRepository(MirroredRepository all, int chosen) {
    this.shown = all.shown;
    this.name = all.name;
    this.candidates = all.candidates;
    this.opener = all.opener;
    this.failed = all.failed;
    this.operation = all.operation;
    this.open = all.open;
    this.chooses = false;
    this.chosen = chosen;
  }

  /**
   * Returns views for what belongs to content that was read before: first one that starts at the
   * endpoint of that content, then the primary, if it is another. What they read does not change
   * where this repository reads.
   */
  public List<ReadableRepository> aside() throws IOException {
    int last = candidates.size() - 1;
    int start = Math.max(chosen, 0);
    ReadableRepository first = new MirroredRepository(this, start);
    return start == last || candidates.get(last).isMirror()
        ? List.of(first)
        : List.of(first, new MirroredRepository(this, last));
  }

  @Override
  public RawManifest fetchReference(String reference) throws IOException {
    return choose(reference, repository -> repository.fetchReference(reference));
  }

  @Override
  public RawManifest fetchReference(String reference, List<MediaType> accept) throws IOException {
    return choose(reference, repository -> repository.fetchReference(reference, accept));
  }

  @Override
  public Descriptor resolve(String reference) throws IOException {
    return choose(reference, repository -> repository.resolve(reference));
  }

  /** Asks for a tag or digest; reads that follow start at the endpoint that answers. */
  private <T> T choose(String reference, IoFunction<ReadableRepository, T> use) throws IOException {
    boolean byDigest = reference.indexOf(':') >= 0;
    EndpointAttempts attempts =
        byDigest
            ? forDigest(Digest.parse(reference))
            : attempts(
                shown + ":" + reference,
                serving(chooses ? 0 : chosen, /* byDigest= */ false),
                List.of());
    T result = attempts.run(use);
    int answered = candidates.indexOf(attempts.current());
    if (chooses && chosen != answered) {
      chosen = answered;
      Candidate candidate = attempts.current();
      if (name.isEmpty()) {
        operation.events().shortNameResolved(shown, candidate.name());
      }
      operation.events().endpointChosen(candidate.name(), candidate.endpoint());
    }
    return result;
  }

  @Override
  public InputStream fetchManifest(Descriptor descriptor) throws IOException {
    byte[] manifest =
        forDigest(descriptor.digest())
            .run(
                repository -> {
                  try (InputStream in = repository.fetchManifest(descriptor)) {
                    return in.readAllBytes();
                  }
                });
    return new ByteArrayInputStream(manifest);
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    if (descriptor.mediaType().isManifest()) {
      return fetchManifest(descriptor);
    }
    UnsupportedDigestException.requireKnown(descriptor.digest());
    if (descriptor.size() == 0) {
      return forDigest(descriptor.digest()).run(repository -> repository.fetch(descriptor));
    }
    EndpointBlob blob =
        new EndpointBlob(descriptor, 0, descriptor.size(), forDigest(descriptor.digest()));
    InputStream verified = VerifyingInputStream.of(blob, descriptor);
    ((VerifyingInputStream) verified).onFailure(failure -> judged(blob, descriptor, failure));
    return verified;
  }

  /** Leaves the endpoints that sent wrong content; the next read of it starts at the others. */
  private OrasException judged(EndpointBlob blob, Descriptor content, OrasException failure) {
    if (!(failure instanceof ContentVerificationException)) {
      return failure;
    }
    Digest digest = content.digest();
    List<Candidate> suspects = blob.suspects();
    List<Candidate> others = rightOnes(digest);
    others.removeAll(suspects);
    if (others.isEmpty()) {
      suspects.forEach(each -> blob.attempts().blame(each, failure));
      return blob.attempts()
          .explained(
              failure.with(
                  ErrorContext.doing(
                      "reading from " + blob.attempts().current().endpoint().repository())));
    }
    for (Candidate each : suspects) {
      wrong
          .computeIfAbsent(digest, none -> new CopyOnWriteArrayList<>())
          .add(blob.attempts().left(each, failure));
    }
    failedReads.add(digest);
    return failure;
  }

  @Override
  public boolean hasReplicas(Descriptor content) {
    return rightOnes(content.digest()).size() > 1;
  }

  @Override
  public boolean hasNext(Descriptor content) {
    return failedReads.take(content);
  }

  @Override
  public InputStream fetchRange(Descriptor blob, long offset, long length) throws IOException {
    Objects.checkFromIndexSize(offset, length, /* length= */ blob.size());
    return length == 0
        ? InputStream.nullInputStream()
        : new EndpointBlob(blob, offset, offset + length, forDigest(blob.digest()));
  }

  @Override
  public void download(Descriptor blob, Path file, LongConsumer observer) throws IOException {
    forDigest(blob.digest())
        .run(
            repository -> {
              repository.download(blob, file, observer);
              return true;
            });
  }

  @Override
  public Descriptor resolveBlob(Digest digest) throws IOException {
    return forDigest(digest).run(repository -> repository.resolveBlob(digest));
  }

  @Override
  public boolean exists(Descriptor descriptor) throws IOException {
    return exists(descriptor, repository -> repository.exists(descriptor));
  }

  @Override
  public boolean manifestExists(Descriptor descriptor) throws IOException {
    return exists(descriptor, repository -> repository.manifestExists(descriptor));
  }

  /** A mirror that has no such content leaves the answer to the next endpoint. */
  private boolean exists(Descriptor descriptor, IoFunction<ReadableRepository, Boolean> use)
      throws IOException {
    try {
      return forDigest(descriptor.digest())
          .run(
              repository -> {
                if (use.apply(repository)) {
                  return true;
                }
                throw new NotFoundException(descriptor.digest() + " is not in " + repository);
              });
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** {@inheritDoc} The list of the endpoint that answers counts, also if it is empty. */
  @Override
  public Stream<Descriptor> referrers(Descriptor subject, Optional<MediaType> artifactType)
      throws IOException {
    return forDigest(subject.digest())
        .run(
            repository -> {
              try (Stream<Descriptor> all = repository.referrers(subject, artifactType)) {
                return all.toList();
              } catch (UncheckedIOException e) {
                throw e.getCause();
              }
            })
        .stream();
  }

  @Override
  public List<Descriptor> predecessors(Descriptor descriptor) throws IOException {
    return forDigest(descriptor.digest()).run(repository -> repository.predecessors(descriptor));
  }

  /** {@inheritDoc} Mirrors are not asked: they need not have all tags. */
  @Override
  public Stream<String> tags(Optional<String> after) throws IOException {
    return opener.direct().tags(after);
  }

  /** {@inheritDoc} Mirrors are not asked: they need not have all tags. */
  @Override
  public Stream<String> tags(Optional<String> after, int pageSize) throws IOException {
    return opener.direct().tags(after, pageSize);
  }

  /** Returns the last endpoint: what is read here may be mounted from there. */
  @Override
  public RepositoryName repository() {
    return candidates.get(candidates.size() - 1).endpoint().repository();
  }

  @Override
  public boolean mount(Descriptor blob, RepositoryName from, ContentSource content)
      throws IOException {
    return opener.direct().mount(blob, from, content);
  }

  @Override
  public String toString() {
    return shown;
  }

  private EndpointAttempts forDigest(Digest digest) throws RegistryBlockedException {
    List<Candidate> right = rightOnes(digest);
    return attempts(
        shown + "@" + digest,
        right.isEmpty() ? serving(Math.max(chosen, 0), /* byDigest= */ true) : right,
        wrong.getOrDefault(digest, List.of()));
  }

  /** Returns the endpoints, from the chosen one on, whose content has not proved wrong. */
  private List<Candidate> rightOnes(Digest digest) {
    List<Candidate> right = serving(Math.max(chosen, 0), /* byDigest= */ true);
    wrong.getOrDefault(digest, List.of()).forEach(each -> right.remove(each.candidate()));
    return right;
  }

  private List<Candidate> serving(int from, boolean byDigest) {
    List<Candidate> serving = new ArrayList<>();
    for (int i = from; i < candidates.size(); i++) {
      if ((byDigest && i == chosen) || candidates.get(i).endpoint().serves(byDigest)) {
        serving.add(candidates.get(i));
      }
    }
    return serving;
  }

  /** Leaves out mirrors that failed within the last minute, unless there is nothing else. */
  private List<Candidate> working(List<Candidate> serving) throws RegistryBlockedException {
    if (serving.isEmpty()) {
      throw new RegistryBlockedException(shown, candidates.get(0).endpoint().configuredBy());
    }
    List<Candidate> working =
        serving.stream()
            .filter(each -> !(each.isMirror() && failed.contains(each.endpoint().repository())))
            .toList();
    return working.isEmpty() ? serving : working;
  }

  private ReadableRepository repository(Candidate candidate) throws IOException {
    ReadableRepository known = open.get(candidate);
    if (known == null) {
      known = opener.open(candidate);
      open.put(candidate, known);
    }
    return known;
  }

  private EndpointAttempts attempts(String what, List<Candidate> serving, List<Failure> earlier)
      throws RegistryBlockedException {
    return new EndpointAttempts(
        what,
        working(serving),
        earlier,
        candidates.stream().allMatch(Candidate::isMirror) ? shown : null,
        this::repository,
        failed,
        operation);
  }
}
