package io.oras.tests.registry;

import io.oras.tests.registry.storage.ContentSink;
import io.oras.tests.registry.storage.RegistryProblem;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An upload session. The upload URL contains a state that changes with each response and has
 * percent-encoded characters, so a client that builds the URL itself fails.
 */
final class UploadSession {
  private static final Pattern CONTENT_RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

  private final String id = UUID.randomUUID().toString();
  private final String repository;
  private final ContentSink sink;
  private final RegistryOptions settings;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile String state = newState();
  private volatile boolean shortChunk;

  UploadSession(String repository, ContentSink sink, RegistryOptions settings) {
    this.repository = repository;
    this.sink = sink;
    this.settings = settings;
  }

  private static String newState() {
    return "_state=" + UUID.randomUUID() + "%2Fa%3D%3D";
  }

  String id() {
    return id;
  }

  String repository() {
    return repository;
  }

  /** Adds the upload URL to the response; only this URL accepts further bytes. */
  ServerResponse locate(ServerResponse answer) {
    state = newState();
    ServerResponse located =
        answer
            .with("Location", "/v2/" + repository + "/blobs/uploads/" + id + "?" + state)
            .with("Docker-Upload-UUID", id);
    return settings.chunkMinLength() == 0 || settings.has(RegistryQuirk.SILENT_CHUNK_MINIMUM)
        ? located
        : located.with("OCI-Chunk-Min-Length", Long.toString(settings.chunkMinLength()));
  }

  /** Adds the received bytes as {@code Range}; zero bytes and one byte look the same. */
  ServerResponse withRange(ServerResponse answer) {
    return answer.with("Range", "0-" + Math.max(0, sink.size() - 1));
  }

  /** Appends the body of the request, and runs the action before the next request can start. */
  ServerResponse append(ServerRequest call, @Nullable Commit then)
      throws IOException, RegistryProblem {
    if (!lock.tryLock()) {
      throw RegistryProblem.uploadInvalid("another request is writing to this upload");
    }
    try {
      check(call, then == null);
      long before = sink.size();
      call.readInto(sink, settings.blobLimit());
      long came = sink.size() - before;
      shortChunk = came > 0 && came < settings.chunkMinLength();
      return then == null ? withRange(locate(ServerResponse.of(202))) : then.commit(sink);
    } finally {
      lock.unlock();
    }
  }

  private void check(ServerRequest call, boolean chunk) throws RegistryProblem {
    String range = call.header("Content-Range").orElse(null);
    if (range != null) {
      checkRange(range, call.contentLength());
    }
    if (!(call.query() + "&").startsWith(state + "&")) {
      throw RegistryProblem.uploadInvalid(
          "use the Location of the last answer as it is, with ?" + state + ", not " + call.query());
    }
    if (chunk && sink.size() > 0) {
      checkFurther(range == null);
    }
    if (shortChunk && (range != null || chunk)) {
      throw RegistryProblem.sizeInvalid(
          "every chunk but the last has at least " + settings.chunkMinLength() + " bytes");
    }
  }

  private void checkFurther(boolean stream) throws RegistryProblem {
    if (settings.has(RegistryQuirk.ONE_PATCH)) {
      throw new RegistryProblem(400, "UNSUPPORTED", "an upload takes one PATCH here");
    }
    if (stream && settings.has(RegistryQuirk.ONE_STREAM)) {
      throw RegistryProblem.uploadInvalid("Stream uploads after first write are not allowed");
    }
  }

  private void checkRange(String range, OptionalLong length) throws RegistryProblem {
    Matcher matcher = CONTENT_RANGE.matcher(range);
    if (!matcher.matches()) {
      throw RegistryProblem.uploadInvalid("Content-Range is first-last, got '" + range + "'");
    }
    long first = Long.parseLong(matcher.group(1));
    if (first != sink.size()) {
      throw new RegistryProblem(
          416, "BLOB_UPLOAD_INVALID", "the next byte is " + sink.size() + ", not " + first);
    }
    long expected = Long.parseLong(matcher.group(2)) - first + 1;
    if (length.orElse(expected) != expected) {
      throw RegistryProblem.sizeInvalid(
          "Content-Range " + range + " has not " + length.getAsLong() + " bytes");
    }
  }

  void discard() throws IOException {
    sink.discard();
  }

  /** The action of the last request of an upload. */
  interface Commit {
    ServerResponse commit(ContentSink sink) throws IOException, RegistryProblem;
  }
}
