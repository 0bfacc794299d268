package io.oras.tests.registry;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What goes wrong, and when: a rule for requests of a method to a path, and effects. Immutable:
 * every method gives a new fault.
 *
 * <pre>{@code
 * registry.fault(Fault.on("PUT", "/v2/.+/blobs/uploads/.*").nth(1).answer(503));
 * registry.fault(Fault.on("GET", "/v2/.+/blobs/.*").nth(1).cutResponse(1000));
 * }</pre>
 *
 * <p>Without {@link #nth} or {@link #first} every request that matches is hit. Effects of one
 * fault, and of several faults that match, add up.
 */
public final class Fault {
  private final Pattern method;
  private final Pattern path;
  private final int from;
  private final int to;
  private final Consumer<Script> effect;

  private Fault(Pattern method, Pattern path, int from, int to, Consumer<Script> effect) {
    this.method = method;
    this.path = path;
    this.from = from;
    this.to = to;
    this.effect = effect;
  }

  /**
   * A fault without effect.
   *
   * @param method a regular expression for the whole method, such as {@code PUT|PATCH}
   * @param path a regular expression for the whole path, without the query
   */
  public static Fault on(String method, String path) {
    return new Fault(
        Pattern.compile(method), Pattern.compile(path), 1, Integer.MAX_VALUE, script -> {});
  }

  /** Hits only the nth request that matches, counted from 1. */
  public Fault nth(int n) {
    return new Fault(method, path, n, n, effect);
  }

  /** Hits the first {@code count} requests that match. */
  public Fault first(int count) {
    return new Fault(method, path, 1, count, effect);
  }

  private Fault then(Consumer<Script> more) {
    return new Fault(method, path, from, to, effect.andThen(more));
  }

  /** Answers that status without a body; the request has no effect. */
  public Fault answer(int status) {
    return then(script -> script.instead = Answer.of(status));
  }

  /** Answers that; the request has no effect. */
  public Fault answer(int status, String contentType, String body) {
    Content content = Content.of(body.getBytes(StandardCharsets.UTF_8));
    return then(script -> script.instead = Answer.of(status).withBody(contentType, content));
  }

  /** Answers a redirect; the request has no effect. */
  public Fault redirect(int status, String location) {
    return answer(status).header("Location", location);
  }

  /**
   * Answers without reading the request's body first, as a server in trouble does: the client may
   * see the connection break while it is sending.
   */
  public Fault unread() {
    return then(script -> script.drain = false);
  }

  /** The request takes effect, but the answer has that status. */
  public Fault status(int status) {
    return then(script -> script.change(answer -> answer.withStatus(status)));
  }

  /** The answer has that header, with no other value. */
  public Fault header(String name, String value) {
    return then(script -> script.change(answer -> answer.with(name, value)));
  }

  /** The answer lacks that header. */
  public Fault withoutHeader(String name) {
    return then(script -> script.change(answer -> answer.without(name)));
  }

  /** The answer has that body; its headers stay. */
  public Fault body(byte[] body) {
    Content content = Content.of(body);
    return then(
        script -> script.change(answer -> new Answer(answer.status(), answer.headers(), content)));
  }

  /** One byte in the middle of the answer's body is wrong; its length and headers are right. */
  public Fault corrupt() {
    return then(script -> script.change(CorruptContent::corrupt));
  }

  /** The answer tells no length: it is chunked, and that to HEAD has no Content-Length. */
  public Fault unknownLength() {
    return then(script -> script.unknownLength = true);
  }

  /** Waits at the gate before the request's body is read, then serves it. */
  public Fault hold(Gate gate) {
    return then(script -> script.before = gate);
  }

  /** Sends head and {@code bytes} of the body, then waits at the gate before it sends the rest. */
  public Fault stall(long bytes, Gate gate) {
    return then(
        script -> {
          script.responseBytes = bytes;
          script.midway = gate;
        });
  }

  /**
   * Closes the connection when {@code bytes} of the request's body have come. An upload keeps them.
   */
  public Fault cutRequest(long bytes) {
    return then(script -> script.requestBytes = bytes);
  }

  /** The request takes effect, then the connection is closed without an answer. */
  public Fault noAnswer() {
    return then(script -> script.silent = true);
  }

  /** Sends head and {@code bytes} of the body, then closes the connection. */
  public Fault cutResponse(long bytes) {
    return then(script -> script.responseBytes = bytes);
  }

  boolean matches(String requestMethod, String requestPath) {
    return method.matcher(requestMethod).matches() && path.matcher(requestPath).matches();
  }

  boolean hits(int count) {
    return from <= count && count <= to;
  }

  void apply(Script script) {
    effect.accept(script);
  }
}
