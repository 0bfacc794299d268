package io.oras.tests.structure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.MediaType;
import io.oras.core.json.JsonManifestCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A registry that generates what it serves: in {@code source}, an index {@code v1} of manifests of
 * 4 MiB, mostly annotations, a subject {@code subject} with many referrers; in {@code zeros}, a
 * blob of zeros. It remembers the digests of what is pushed, and nothing else.
 */
final class GeneratingRegistry implements AutoCloseable {
  private static final int NUMBER = 8;
  private static final String SUBJECT = "subject";
  private static final byte[] EMPTY = {'{', '}'};
  private static final int PAGE = 10_000;
  private static final byte[] ZEROS = new byte[1 << 20];

  /** The size of the blob of zeros in bytes. */
  static final long BLOB = 128L << 20;

  private final int referrers;
  private final byte[] template;
  private final Map<String, Integer> manifests = new TreeMap<>();
  private final RawManifest index;
  private final RawManifest subject;
  private final Set<Digest> pushed = ConcurrentHashMap.newKeySet();
  private final AtomicLong longest = new AtomicLong();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Starts a registry.
   *
   * @param annotation the length of an annotation
   */
  GeneratingRegistry(int count, int annotation, int referrers) throws IOException {
    this.referrers = referrers;
    template = template(annotation);
    List<Descriptor> children = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Descriptor child = Descriptor.of(MediaType.OCI_MANIFEST, manifest(i));
      manifests.put(child.digest().toString(), i);
      children.add(child);
    }
    JsonManifestCodec codec = new JsonManifestCodec();
    index = codec.write(ImageIndex.of(children));
    subject = codec.write(ImageIndex.of(List.of()));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v2/", this::answer);
    server.start();
  }

  /** Returns a manifest of a little less than 4 MiB that begins with the place for a number. */
  private static byte[] template(int annotation) {
    StringBuilder text = new StringBuilder(4 << 20);
    text.append("{\"schemaVersion\":2,\"annotations\":{\"number\":\"")
        .append("0".repeat(NUMBER))
        .append('"');
    String value = "x".repeat(annotation);
    for (int i = 0; text.length() < (4 << 20) - annotation - 1000; i++) {
      text.append(",\"k").append(i).append("\":\"").append(value).append('"');
    }
    return text.append("},\"mediaType\":\"")
        .append(MediaType.OCI_MANIFEST)
        .append("\",\"config\":{\"mediaType\":\"")
        .append(MediaType.OCI_EMPTY)
        .append("\",\"digest\":\"")
        .append(Descriptor.EMPTY_JSON.digest())
        .append("\",\"size\":2},\"layers\":[]}")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] manifest(int number) {
    byte[] bytes = template.clone();
    String digits = Integer.toString(number + 10_000_000);
    int start = new String(bytes, 0, 200, StandardCharsets.UTF_8).indexOf("0".repeat(NUMBER));
    System.arraycopy(digits.getBytes(StandardCharsets.UTF_8), 0, bytes, start, NUMBER);
    return bytes;
  }

  String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  Digest index() {
    return index.descriptor().digest();
  }

  /** Returns the digests of the manifests of the index. */
  Set<String> manifests() {
    return manifests.keySet();
  }

  boolean has(String digest) {
    return pushed.contains(Digest.parse(digest));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String name = path.substring(path.lastIndexOf('/') + 1);
      switch (exchange.getRequestMethod()) {
        case "POST" -> {
          exchange.getResponseHeaders().set("Location", path + "session");
          send(exchange, 202, new byte[0]);
        }
        case "PUT" -> put(exchange);
        default -> {
          if (path.startsWith("/v2/zeros/")) {
            zeros(exchange);
          } else if (path.contains("/referrers/")) {
            referrers(exchange);
          } else {
            get(exchange, path.startsWith("/v2/source/"), name);
          }
        }
      }
    }
  }

  /** Returns the digest of the blob of zeros. */
  static Digest blob() {
    MessageDigest zeros = DigestAlgorithm.SHA256.newMessageDigest();
    for (long left = BLOB; left > 0; left -= ZEROS.length) {
      zeros.update(ZEROS);
    }
    return new Digest(DigestAlgorithm.SHA256.id(), HexFormat.of().formatHex(zeros.digest()));
  }

  /** Returns the size of the largest response with bytes of the blob of zeros, in bytes. */
  long longest() {
    return longest.get();
  }

  private void zeros(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    long from = 0;
    long to = BLOB;
    if (range != null) {
      String[] ends = range.substring("bytes=".length()).split("-", 2);
      from = Long.parseLong(ends[0]);
      to = Long.parseLong(ends[1]) + 1;
      String sent = "bytes %s-%s/%s".formatted(from, to - 1, BLOB);
      exchange.getResponseHeaders().set("Content-Range", sent);
    }
    longest.accumulateAndGet(to - from, Math::max);
    exchange.sendResponseHeaders(range == null ? 200 : 206, to - from);
    for (long left = to - from; left > 0; left -= ZEROS.length) {
      exchange.getResponseBody().write(ZEROS, 0, (int) Math.min(ZEROS.length, left));
    }
  }

  private void put(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] content = in.readAllBytes();
      pushed.add(Digest.of(content));
    }
    send(exchange, 201, new byte[0]);
  }

  private void get(HttpExchange exchange, boolean source, String name) throws IOException {
    if (name.equals(Descriptor.EMPTY_JSON.digest().toString()) && source) {
      send(exchange, 200, EMPTY);
    } else if (source && (name.equals("v1") || name.equals(index().toString()))) {
      send(exchange, index.bytes(), MediaType.OCI_INDEX);
    } else if (source && name.equals(SUBJECT)) {
      send(exchange, subject.bytes(), MediaType.OCI_INDEX);
    } else if (source && manifests.containsKey(name)) {
      send(exchange, manifest(manifests.get(name)), MediaType.OCI_MANIFEST);
    } else {
      send(exchange, 404, new byte[0]);
    }
  }

  private void referrers(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    int first = query == null ? 0 : Integer.parseInt(query.substring("from=".length()));
    int last = Math.min(first + PAGE, referrers);
    StringBuilder page = new StringBuilder("{\"schemaVersion\":2,\"manifests\":[");
    for (int i = first; i < last; i++) {
      page.append(i == first ? "" : ",")
          .append("{\"mediaType\":\"")
          .append(MediaType.OCI_MANIFEST)
          .append("\",\"digest\":\"")
          .append(Digest.of(Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
          .append("\",\"size\":500,\"artifactType\":\"application/vnd.example.signature\"}");
    }
    if (last < referrers) {
      exchange.getResponseHeaders().set("Link", "<?from=" + last + ">; rel=\"next\"");
    }
    send(
        exchange,
        page.append("]}").toString().getBytes(StandardCharsets.UTF_8),
        MediaType.OCI_INDEX);
  }

  private static void send(HttpExchange exchange, byte[] body, MediaType type) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type.value());
    send(exchange, 200, body);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head && body.length > 0) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
