package io.oras.tests.fuzz;

import io.oras.api.content.RawManifest;
import io.oras.api.error.TransportException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.json.JsonManifestCodec;
import io.oras.tests.property.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A registry in memory, its token server and its blob host, one in some of whose answers is not
 * what it should be: another status, a header that is changed, missing or new, a body that is
 * changed, cut or endless, or no answer at all.
 */
final class HostileRegistry implements HttpTransport {
  static final String REPOSITORY = "reg.example/a";
  static final String TOKEN = "t0ken-of-the-registry";
  static final String PASSWORD = "passw0rd-of-the-user";

  private static final JsonManifestCodec CODEC = new JsonManifestCodec();
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
  private static final int MAX_REQUESTS = 5_000;

  private static final String[] JSON_PIECES =
      SeededRandom.jsonFragments(
          "-1",
          "1e999999999",
          "\"size\":",
          "\"digest\":",
          "\"data\":",
          "\"subject\":",
          "\"manifests\":",
          "sha256:",
          "..",
          "\\ud800",
          "[".repeat(5_000));

  private static final String[] HEADER_PIECES = {
    "\"",
    "\\",
    ",",
    ";",
    "=",
    "<",
    ">",
    "bytes",
    "*",
    "-",
    "/",
    "..",
    "//",
    "://",
    "@",
    "?",
    "%",
    "http:",
    "https://127.0.0.1/",
    "https://evil.example/",
    "rel=next",
    "Bearer",
    "Basic",
    "realm=",
    "9".repeat(25),
    "a".repeat(20_000)
  };

  /** Headers that mean something, whether or not they belong there, with usual values. */
  private static final List<Map.Entry<String, String>> MORE =
      List.of(
          Map.entry("Location", "https://reg.example/v2/a/blobs/uploads/2"),
          Map.entry("Location", "http://reg.example/x"),
          Map.entry("Location", "https://evil.example/x"),
          Map.entry("Location", "https://169.254.169.254/x"),
          Map.entry("Link", "</v2/a/tags/list?last=v2>; rel=\"next\""),
          Map.entry("WWW-Authenticate", "Bearer realm=\"https://evil.example/token\""),
          Map.entry("WWW-Authenticate", "Bearer realm=\"https://127.0.0.1/token\""),
          Map.entry("WWW-Authenticate", "Basic realm=\"x\""),
          Map.entry("Warning", "299 - \"careful\""),
          Map.entry("Retry-After", "3"),
          Map.entry("Content-Range", "bytes 0-4/5"),
          Map.entry("Content-Length", "5"),
          Map.entry("Content-Encoding", "gzip"),
          Map.entry("Content-Type", "text/html"),
          Map.entry("Range", "0-4"),
          Map.entry("Docker-Content-Digest", "sha256:" + "0".repeat(64)),
          Map.entry("OCI-Subject", "sha256:" + "0".repeat(64)),
          Map.entry("OCI-Chunk-Min-Length", "1"),
          Map.entry("OCI-Filters-Applied", "artifactType"),
          Map.entry("RateLimit-Remaining", "0"),
          Map.entry("ETag", "\"x\""));

  private final SeededRandom chance;
  private final int oneIn;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<String, byte[]> content = new LinkedHashMap<>();
  private final Map<String, MediaType> manifests = new LinkedHashMap<>();
  private final String root;
  private final String image;
  private final String layer;

  /** One of so many answers is not what it should be. */
  HostileRegistry(SeededRandom chance, int oneIn) {
    this.chance = chance;
    this.oneIn = oneIn;
    Descriptor config = add(MediaType.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
    Descriptor file =
        add(MediaType.OCTET_STREAM, "hello".repeat(50).getBytes(StandardCharsets.UTF_8));
    layer = file.digest().toString();
    Descriptor named = file.withAnnotations(Map.of(Annotations.TITLE, "d/f.txt"));
    RawManifest linux = add(config, named, null);
    RawManifest referrer = add(config, file.withAnnotations(Map.of(Annotations.TITLE, "s")), linux);
    image = linux.descriptor().digest().toString();
    RawManifest index =
        CODEC.write(
            new ImageIndex(
                MediaType.OCI_INDEX,
                null,
                List.of(linux.descriptor().withPlatform(Platform.parse("linux/amd64"))),
                null,
                Map.of()));
    add(index);
    content.put(
        "/v2/a/referrers/" + image,
        CODEC
            .write(
                new ImageIndex(
                    MediaType.OCI_INDEX, null, List.of(referrer.descriptor()), null, Map.of()))
            .bytes());
    root = index.descriptor().digest().toString();
    tag("v1", root);
    tag("v2", image);
  }

  private Descriptor add(MediaType type, byte[] bytes) {
    Descriptor descriptor = Descriptor.of(type, bytes);
    content.put("/v2/a/blobs/" + descriptor.digest(), bytes);
    return descriptor;
  }

  private RawManifest add(Descriptor config, Descriptor file, RawManifest subject) {
    RawManifest manifest =
        CODEC.write(
            new ImageManifest(
                MediaType.OCI_MANIFEST,
                new MediaType("application/vnd.example.thing"),
                config,
                List.of(file),
                subject == null ? null : subject.descriptor(),
                Map.of("k", "v")));
    add(manifest);
    return manifest;
  }

  private void add(RawManifest manifest) {
    String path = "/v2/a/manifests/" + manifest.descriptor().digest();
    content.put(path, manifest.bytes());
    manifests.put(path, manifest.descriptor().mediaType());
  }

  private void tag(String tag, String digest) {
    content.put("/v2/a/manifests/" + tag, content.get("/v2/a/manifests/" + digest));
    manifests.put("/v2/a/manifests/" + tag, manifests.get("/v2/a/manifests/" + digest));
  }

  /** The digest of the image that {@code v2} names. */
  String image() {
    return image;
  }

  /** The digest of its one file. */
  String layer() {
    return layer;
  }

  /** How many responses have not been closed. */
  int openResponses() {
    return open.get();
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    lock.lock();
    try {
      if (requests.incrementAndGet() > MAX_REQUESTS) {
        throw new AssertionError("more than " + MAX_REQUESTS + " requests");
      }
      checkSecrets(request);
      if (request.body().length() != 0) {
        try (InputStream in = request.body().open()) {
          in.readAllBytes();
        }
      }
      Answer answer = changed(answer(request));
      open.incrementAndGet();
      return new Response(answer, request.uri());
    } finally {
      lock.unlock();
    }
  }

  /** What only the registry may know goes nowhere else, and nothing secret goes unencrypted. */
  private static void checkSecrets(TransportRequest request) {
    String authorization = request.headers().first("Authorization").orElse("");
    String host = request.uri().getHost();
    boolean secret = !authorization.isEmpty();
    if (secret && !request.uri().getScheme().equalsIgnoreCase("https")) {
      throw new AssertionError("a secret goes to " + request.uri());
    }
    if (authorization.contains(TOKEN) && !"reg.example".equalsIgnoreCase(host)) {
      throw new AssertionError("a token goes to " + request.uri());
    }
    if (secret && String.valueOf(host).matches("127\\..*|169\\.254\\..*|localhost|\\[.*")) {
      throw new AssertionError("a password goes to " + request.uri());
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Answer(int status, Headers headers, byte[] body, boolean endless, int cut) {
    Answer(int status, Headers headers, byte[] body) {
      this(status, headers, body, false, -1);
    }

    Answer with(String name, String value) {
      return headers(headers.with(name, value));
    }

    Answer headers(Headers changed) {
      return new Answer(status, changed, body, endless, cut);
    }
  }

  private static Answer answer(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Answer(status, Headers.of("Content-Length", String.valueOf(bytes.length)), bytes);
  }

  private static Answer json(int status, String body) {
    return answer(status, body).with("Content-Type", "application/json");
  }

  private Answer answer(TransportRequest request) {
    String path = request.uri().getPath();
    String host = String.valueOf(request.uri().getHost());
    if (host.equals("auth.example")) {
      return json(200, "{\"token\":\"" + TOKEN + "\",\"expires_in\":300}");
    }
    if (host.equals("blobs.example")) {
      return bytes(request, content.getOrDefault(path, new byte[0]));
    }
    if (request.headers().first("Authorization").isEmpty()) {
      return json(401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"no\"}]}")
          .with(
              "WWW-Authenticate",
              "Bearer realm=\"https://auth.example/token\",service=\"s\","
                  + "scope=\"repository:a:pull\"");
    }
    return switch (request.method()) {
      case "GET", "HEAD" -> read(request, path);
      case "POST" -> answer(202, "").with("Location", "/v2/a/blobs/uploads/1?_state=x");
      case "PATCH" ->
          answer(202, "").with("Location", "/v2/a/blobs/uploads/1").with("Range", "0-9");
      case "PUT" -> answer(201, "").with("Location", path).with("OCI-Subject", image);
      default -> answer(202, "");
    };
  }

  private Answer read(TransportRequest request, String path) {
    if (path.equals("/v2/a/tags/list")) {
      String query = String.valueOf(request.uri().getQuery());
      return query.contains("last=")
          ? json(200, "{\"name\":\"a\",\"tags\":[\"v2\"]}")
          : json(200, "{\"name\":\"a\",\"tags\":[\"v1\"]}")
              .with("Link", "</v2/a/tags/list?last=v1&n=1>; rel=\"next\"");
    }
    if (path.equals("/v2/_catalog")) {
      return json(200, "{\"repositories\":[\"a\",\"b/c\"]}");
    }
    byte[] bytes = content.get(path);
    if (bytes == null) {
      return path.contains("/referrers/")
          ? json(200, "{\"schemaVersion\":2,\"manifests\":[]}")
              .with("Content-Type", MediaType.OCI_INDEX.value())
          : json(404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"no\"}]}");
    }
    if (path.contains("/blobs/") && request.method().equals("GET") && chance.oneIn(2)) {
      return answer(307, "").with("Location", "https://blobs.example" + path + "?sig=x%2F");
    }
    MediaType type = path.contains("/referrers/") ? MediaType.OCI_INDEX : manifests.get(path);
    Answer answer = bytes(request, bytes);
    return type == null
        ? answer
        : answer
            .with("Content-Type", type.value())
            .with("Docker-Content-Digest", Digest.of(bytes).toString());
  }

  private static Answer bytes(TransportRequest request, byte[] bytes) {
    Matcher range = RANGE.matcher(request.headers().first("Range").orElse(""));
    Headers length = Headers.of("Content-Length", String.valueOf(bytes.length));
    if (request.method().equals("HEAD")) {
      return new Answer(200, length, new byte[0]);
    }
    if (!range.matches() || Integer.parseInt(range.group(1)) >= bytes.length) {
      return new Answer(200, length, bytes);
    }
    int from = Integer.parseInt(range.group(1));
    int to = Math.min(bytes.length, Integer.parseInt(range.group(2)) + 1);
    return new Answer(206, Headers.EMPTY, Arrays.copyOfRange(bytes, from, to))
        .with("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + bytes.length);
  }

  private Answer changed(Answer right) throws TransportException {
    Answer answer = right;
    while (chance.oneIn(oneIn)) {
      answer = changedOnce(answer);
    }
    return answer;
  }

  private Answer changedOnce(Answer answer) throws TransportException {
    Headers headers = answer.headers;
    switch (chance.below(9)) {
      case 0 -> {
        int status =
            chance.pick(
                200, 201, 202, 204, 206, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 408, 416,
                429, 500, 501, 503, 599);
        return new Answer(status, headers, answer.body, answer.endless, answer.cut);
      }
      case 1, 2 -> {
        Map.Entry<String, String> more = chance.pick(MORE);
        Headers changed = chance.oneIn(2) ? headers.without(more.getKey()) : headers;
        String value = chance.oneIn(2) ? more.getValue() : header(more.getValue());
        return answer.headers(changed.with(more.getKey(), value));
      }
      case 3, 4 -> {
        Headers[] changed = {headers};
        headers.forEach(
            (name, value) -> {
              if (chance.oneIn(2)) {
                changed[0] = changed[0].without(name).with(name, header(value));
              }
            });
        return answer.headers(changed[0]);
      }
      case 5 -> {
        Headers[] changed = {headers};
        headers.forEach(
            (name, value) -> changed[0] = chance.oneIn(2) ? changed[0].without(name) : changed[0]);
        return answer.headers(changed[0]);
      }
      case 6 -> {
        byte[] body = chance.mutated(answer.body, JSON_PIECES);
        return new Answer(answer.status, headers, body, answer.endless, answer.cut);
      }
      case 7 -> {
        int cut = chance.below(answer.body.length + 1);
        return new Answer(answer.status, headers, answer.body, chance.oneIn(4), cut);
      }
      default ->
          throw new TransportException(
              chance.pick(TransportException.Kind.values()), "the connection broke", null);
    }
  }

  /** What a transport may hand over: no line breaks, no more than Latin-1. */
  private String header(String value) {
    return chance.mutated(value, HEADER_PIECES).replaceAll("[^\\x20-\\x7e\\xa0-\\xff]", "");
  }

  private final class Response implements TransportResponse {
    private final Answer answer;
    private final URI uri;
    private final InputStream body;
    private final AtomicBoolean closed = new AtomicBoolean();

    Response(Answer answer, URI uri) {
      this.answer = answer;
      this.uri = uri;
      this.body = new Body(answer);
    }

    @Override
    public int status() {
      return answer.status;
    }

    @Override
    public Headers headers() {
      return answer.headers;
    }

    @Override
    public URI uri() {
      return uri;
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        open.decrementAndGet();
      }
    }
  }

  /** A body that may break off, or never end. */
  private static final class Body extends FilterInputStream {
    private final boolean endless;
    private final boolean broken;

    Body(Answer answer) {
      super(
          new ByteArrayInputStream(
              answer.cut < 0 ? answer.body : Arrays.copyOf(answer.body, answer.cut)));
      this.endless = answer.endless;
      this.broken = answer.cut >= 0;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = super.read(b, off, len);
      if (n >= 0) {
        return n;
      }
      if (endless && len > 0) {
        Arrays.fill(b, off, off + len, (byte) '[');
        return len;
      }
      if (broken) {
        throw new TransportException(
            TransportException.Kind.TRANSIENT, "the connection was reset", null);
      }
      return -1;
    }
  }

  @Override
  public void close() {}
}
