package io.oras.tests.registry;

import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** {@code /v2/<name>/blobs/uploads/[<id>]} (distribution-spec v1.1.1, "Pushing blobs"). */
final class Uploads implements Resource {
  private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();
  private final Repositories repositories;
  private final Supplier<ContentSink> sinks;
  private final Settings settings;

  Uploads(Repositories repositories, Supplier<ContentSink> sinks, Settings settings) {
    this.repositories = repositories;
    this.sinks = sinks;
    this.settings = settings;
  }

  /** How many uploads were begun and neither finished nor cancelled. */
  int open() {
    return sessions.size();
  }

  @Override
  public Answer serve(Call call, String repository, String id) throws IOException, Refusal {
    settings.requireWrites();
    if (id.isEmpty()) {
      if (!call.method().equals("POST")) {
        throw Refusal.methodNotAllowed(call);
      }
      return begin(call, repository);
    }
    UploadSession session = sessions.get(id);
    if (session == null || !session.repository().equals(repository)) {
      throw new Refusal(404, "BLOB_UPLOAD_UNKNOWN", "no upload " + id + " in '" + repository + "'");
    }
    return switch (call.method()) {
      case "GET" -> session.withRange(session.locate(Answer.of(204)));
      case "PATCH" -> patch(call, session);
      case "PUT" -> put(call, session);
      case "DELETE" -> cancel(session);
      default -> throw Refusal.methodNotAllowed(call);
    };
  }

  private Answer begin(Call call, String repository) throws IOException, Refusal {
    Optional<Digest> mount = call.digestParameter("mount");
    Optional<Content> mounted =
        mount.isPresent() ? mountable(mount.get(), call.parameter("from")) : Optional.empty();
    if (mounted.isPresent()) {
      repositories.create(repository).blobs().put(mount.get(), mounted.get());
      return created(repository, mount.get());
    }
    Optional<Digest> digest = call.digestParameter("digest");
    checkAlgorithm(call);
    OptionalLong length = settings.length(call);
    if (digest.isPresent() && settings.singlePost()) {
      requireOctetStream(call, length);
      ContentSink sink = sinks.get();
      call.readInto(sink);
      return store(repository, digest.get(), sink);
    }
    if (digest.isEmpty() && length.orElse(0) > 0) {
      throw Refusal.sizeInvalid("a POST that begins an upload has Content-Length 0");
    }
    UploadSession session = new UploadSession(repository, sinks.get(), settings.chunkMinLength());
    sessions.put(session.id(), session);
    return session.withRange(session.locate(Answer.of(202)));
  }

  private Optional<Content> mountable(Digest digest, Optional<String> from) {
    if (!settings.mounts()) {
      return Optional.empty();
    }
    return from.isEmpty()
        ? repositories.findBlob(digest)
        : repositories.find(from.get()).map(source -> source.blobs().get(digest));
  }

  private static void checkAlgorithm(Call call) throws Refusal {
    Optional<String> algorithm = call.parameter("digest-algorithm");
    if (algorithm.isPresent() && DigestAlgorithm.find(algorithm.get()).isEmpty()) {
      throw Refusal.digestInvalid("digest-algorithm '" + algorithm.get() + "' is not supported");
    }
  }

  private static void requireOctetStream(Call call, OptionalLong length) throws Refusal {
    String type = call.header("Content-Type").orElse("");
    if (length.orElse(1) > 0 && !type.equals("application/octet-stream")) {
      throw Refusal.uploadInvalid(
          "the Content-Type of a blob is application/octet-stream, got '" + type + "'");
    }
  }

  private Answer patch(Call call, UploadSession session) throws IOException, Refusal {
    requireOctetStream(call, call.contentLength());
    return session.append(call, null);
  }

  private Answer put(Call call, UploadSession session) throws IOException, Refusal {
    Digest digest =
        call.digestParameter("digest")
            .orElseThrow(() -> Refusal.digestInvalid("the PUT that ends an upload has ?digest="));
    requireOctetStream(call, settings.length(call));
    return session.append(
        call,
        sink -> {
          sessions.remove(session.id());
          return store(session.repository(), digest, sink);
        });
  }

  private Answer store(String repository, Digest digest, ContentSink sink)
      throws IOException, Refusal {
    Content content = sink.finish();
    Digest actual = content.digest(DigestAlgorithm.find(digest.algorithm()).orElseThrow());
    if (!actual.equals(digest)) {
      sink.discard();
      throw Refusal.digestInvalid("the bytes are " + actual + ", not " + digest);
    }
    repositories.create(repository).blobs().put(digest, content);
    return created(repository, digest);
  }

  private static Answer created(String repository, Digest digest) {
    return Answer.of(201)
        .with("Location", "/v2/" + repository + "/blobs/" + digest)
        .with("Docker-Content-Digest", digest.toString());
  }

  private Answer cancel(UploadSession session) throws IOException, Refusal {
    sessions.remove(session.id());
    session.discard();
    return Answer.of(204);
  }
}
