package io.oras.core.registry.upload;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;

import io.oras.api.error.TransportException;
import io.oras.api.model.Digest;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.FakeHttp.Received;
import io.oras.core.registry.FakeHttp.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Takes uploads as the specification has it, and fails as a test tells it to. */
public final class UploadServer implements FakeHttp.Handler {
  /** Something that goes wrong instead of, or after, what was asked for. */
  interface Fault {
    Reply instead(Received request, UploadServer server) throws IOException;
  }

  /** Nothing goes wrong. */
  static final Fault NONE = (request, server) -> server.serve(request);

  /** Requests that the server performs without sending a response. */
  static final Fault ANSWER_LOST =
      (request, server) -> {
        server.serve(request);
        throw reset();
      };

  /** Nothing is done. */
  static final Fault RESET =
      (request, server) -> {
        throw reset();
      };

  final Map<Digest, byte[]> blobs = new HashMap<>();
  final Map<String, ByteArrayOutputStream> sessions = new HashMap<>();
  private final Map<String, Deque<Fault>> faults = new HashMap<>();
  private String minChunk = "";
  private int opened;
  private int moves;

  public static TransportException reset() {
    return new TransportException(TransportException.Kind.TRANSIENT, "connection reset", null);
  }

  /** An answer in place of the work. */
  static Fault answer(Reply reply) {
    return (request, server) -> reply;
  }

  /** Some bytes arrive, then the connection breaks. */
  static Fault cutAfter(int bytes) {
    return (request, server) -> {
      server.session(request).write(request.body(), 0, bytes);
      throw reset();
    };
  }

  /** Fails the next requests of that method, one after the other. */
  UploadServer fail(String method, Fault... next) {
    Deque<Fault> queue = faults.computeIfAbsent(method, m -> new ArrayDeque<>());
    queue.addAll(Arrays.asList(next));
    return this;
  }

  UploadServer minChunk(String header) {
    minChunk = header;
    return this;
  }

  @Override
  public Reply answer(Received request) throws IOException {
    Deque<Fault> queue = faults.get(request.request().method());
    Fault fault = queue == null ? null : queue.poll();
    return fault == null ? serve(request) : fault.instead(request, this);
  }

  private ByteArrayOutputStream session(Received request) {
    String path = request.request().uri().getRawPath();
    ByteArrayOutputStream session = sessions.get(path);
    return session == null ? new ByteArrayOutputStream() : session;
  }

  Reply serve(Received request) {
    String path = request.request().uri().getRawPath();
    String method = request.request().method();
    if (method.equals("HEAD")) {
      return reply(
          blobs.containsKey(Digest.parse(path.substring(path.lastIndexOf('/') + 1))) ? 200 : 404);
    }
    if (method.equals("POST")) {
      String location = "/v2/demo/blobs/uploads/u" + ++opened;
      sessions.put(location, new ByteArrayOutputStream());
      Reply answer = moved(202, location);
      return minChunk.isEmpty() ? answer : answer.with("OCI-Chunk-Min-Length", minChunk);
    }
    ByteArrayOutputStream session = sessions.get(path);
    if (session == null) {
      return error(404, "BLOB_UPLOAD_UNKNOWN");
    }
    return switch (method) {
      case "PATCH" -> patch(request, path, session);
      case "GET" -> ranged(204, path, session);
      case "DELETE" -> {
        sessions.remove(path);
        yield reply(204);
      }
      default -> put(request, path, session);
    };
  }

  private Reply patch(Received request, String path, ByteArrayOutputStream session) {
    String range = request.header("Content-Range");
    if (!range.isEmpty()) {
      long length = request.body().length;
      if (!range.equals(session.size() + "-" + (session.size() + length - 1))) {
        return reply(416);
      }
    }
    session.writeBytes(request.body());
    return ranged(202, path, session);
  }

  private Reply put(Received request, String path, ByteArrayOutputStream session) {
    session.writeBytes(request.body());
    byte[] content = session.toByteArray();
    sessions.remove(path);
    Digest digest =
        Arrays.stream(request.request().uri().getQuery().split("&"))
            .filter(p -> p.startsWith("digest="))
            .map(p -> Digest.parse(p.substring("digest=".length())))
            .findFirst()
            .orElseThrow();
    if (!Digest.of(digest.knownAlgorithm().orElseThrow(), content).equals(digest)) {
      return error(400, "DIGEST_INVALID");
    }
    blobs.put(digest, content);
    return reply(201);
  }

  private Reply ranged(int status, String path, ByteArrayOutputStream session) {
    return moved(status, path).with("Range", "0-" + Math.max(session.size() - 1, 0));
  }

  /** Each answer moves the upload, by its query. */
  private Reply moved(int status, String path) {
    return reply(status).with("Location", path + "?_state=a%2Fb%3D&n=" + ++moves);
  }
}
