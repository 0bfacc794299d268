package io.oras.tests.registry;

import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.tests.registry.storage.Content;
import io.oras.tests.registry.storage.ContentSink;
import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.storage.Repositories;
import io.oras.tests.registry.storage.Storage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** {@code /v2/<name>/blobs/uploads/[<id>]} (distribution-spec v1.1.1, "Pushing blobs"). */
final class Uploads implements Resource {
  private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();
  private final Repositories repositories;
  private final Storage storage;
  private final RegistryOptions settings;

  Uploads(Repositories repositories, Storage storage, RegistryOptions settings) {
    this.repositories = repositories;
    this.storage = storage;
    this.settings = settings;
  }

  /** Returns the number of open upload sessions. */
  int open() {
    return sessions.size();
  }

  /** Discards all open upload sessions. */
  void close() throws IOException {
    for (UploadSession session : sessions.values()) {
      session.discard();
    }
    sessions.clear();
  }

  @Override
  public ServerResponse serve(ServerRequest call, String repository, String id)
      throws IOException, RegistryProblem {
    settings.requireWrites();
    if (id.isEmpty()) {
      if (!call.method().equals("POST")) {
        throw RegistryProblem.methodNotAllowed(call.method());
      }
      return begin(call, repository);
    }
    UploadSession session = sessions.get(id);
    if (session == null || !session.repository().equals(repository)) {
      throw new RegistryProblem(
          404, "BLOB_UPLOAD_UNKNOWN", "no upload " + id + " in '" + repository + "'");
    }
    return switch (call.method()) {
      case "GET" -> session.withRange(session.locate(ServerResponse.of(204)));
      case "PATCH" -> patch(call, session);
      case "PUT" -> put(call, session);
      case "DELETE" -> cancel(session);
      default -> throw RegistryProblem.methodNotAllowed(call.method());
    };
  }

  private ServerResponse begin(ServerRequest call, String repository)
      throws IOException, RegistryProblem {
    Optional<Digest> mount = call.digestParameter("mount");
    Optional<Content> mounted =
        mount.isPresent() ? mountable(mount.get(), call.parameter("from")) : Optional.empty();
    if (mounted.isPresent()) {
      repositories.create(repository).addBlob(mount.get(), mounted.get());
      return created(repository, mount.get());
    }
    Optional<Digest> digest = call.digestParameter("digest");
    checkAlgorithm(call);
    OptionalLong length = settings.length(call);
    if (digest.isPresent() && !settings.has(RegistryQuirk.NO_SINGLE_POST)) {
      requireOctetStream(call, length);
      settings.checkBlobSize(length.orElse(0));
      ContentSink sink = storage.newSink();
      try {
        call.readInto(sink, settings.blobLimit());
        return store(repository, digest.get(), sink);
      } finally {
        sink.discard();
      }
    }
    if (digest.isEmpty() && length.orElse(0) > 0) {
      throw RegistryProblem.sizeInvalid("a POST that begins an upload has Content-Length 0");
    }
    UploadSession session = new UploadSession(repository, storage.newSink(), settings);
    sessions.put(session.id(), session);
    return session.withRange(session.locate(ServerResponse.of(202)));
  }

  private Optional<Content> mountable(Digest digest, Optional<String> from)
      throws IOException, RegistryProblem {
    if (from.isEmpty() && settings.has(RegistryQuirk.NO_MOUNTS_FROM_ANYWHERE)) {
      throw new RegistryProblem(400, "UNSUPPORTED", "a mount says from where");
    }
    if (settings.has(RegistryQuirk.NO_MOUNTS)) {
      return Optional.empty();
    }
    return from.isEmpty()
        ? repositories.findBlob(digest)
        : repositories.orNothing(from.get()).blob(digest);
  }

  private static void checkAlgorithm(ServerRequest call) throws RegistryProblem {
    Optional<String> algorithm = call.parameter("digest-algorithm");
    if (algorithm.isPresent() && DigestAlgorithm.find(algorithm.get()).isEmpty()) {
      throw RegistryProblem.digestInvalid(
          "digest-algorithm '" + algorithm.get() + "' is not supported");
    }
  }

  private static void requireOctetStream(ServerRequest call, OptionalLong length)
      throws RegistryProblem {
    String type = call.header("Content-Type").orElse("");
    if (length.orElse(1) > 0 && !type.equals("application/octet-stream")) {
      throw RegistryProblem.uploadInvalid(
          "the Content-Type of a blob is application/octet-stream, got '" + type + "'");
    }
  }

  private ServerResponse patch(ServerRequest call, UploadSession session)
      throws IOException, RegistryProblem {
    OptionalLong length = call.contentLength();
    requireOctetStream(call, length);
    if (length.isEmpty() && settings.has(RegistryQuirk.NO_STREAMS)) {
      throw RegistryProblem.uploadInvalid("a PATCH needs a Content-Length here");
    }
    return session.append(call, null);
  }

  private ServerResponse put(ServerRequest call, UploadSession session)
      throws IOException, RegistryProblem {
    Digest digest =
        call.digestParameter("digest")
            .orElseThrow(
                () -> RegistryProblem.digestInvalid("the PUT that ends an upload has ?digest="));
    requireOctetStream(call, settings.length(call));
    return session.append(
        call,
        sink -> {
          sessions.remove(session.id());
          try {
            return store(session.repository(), digest, sink);
          } finally {
            sink.discard();
          }
        });
  }

  private ServerResponse store(String repository, Digest digest, ContentSink sink)
      throws IOException, RegistryProblem {
    settings.checkBlobSize(sink.size());
    Content content = sink.finish();
    Digest actual = content.digest(DigestAlgorithm.find(digest.algorithm()).orElseThrow());
    if (!actual.equals(digest)) {
      throw RegistryProblem.digestInvalid("the bytes are " + actual + ", not " + digest);
    }
    repositories.create(repository).addBlob(digest, content);
    return created(repository, digest);
  }

  private static ServerResponse created(String repository, Digest digest) {
    return ServerResponse.of(201)
        .with("Location", "/v2/" + repository + "/blobs/" + digest)
        .with("Docker-Content-Digest", digest.toString());
  }

  private ServerResponse cancel(UploadSession session) throws IOException, RegistryProblem {
    sessions.remove(session.id());
    session.discard();
    return ServerResponse.of(204);
  }
}
