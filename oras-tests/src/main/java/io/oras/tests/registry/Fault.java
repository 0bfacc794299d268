package io.oras.tests.registry;

import io.oras.tests.registry.storage.Content;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
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
  private final Pattern query;
  private final int from;
  private final int to;
  private final IntPredicate statuses;
  private final Consumer<FaultScript> effect;

  private Fault(
      Pattern method,
      Pattern path,
      Pattern query,
      int from,
      int to,
      IntPredicate statuses,
      Consumer<FaultScript> effect) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.from = from;
    this.to = to;
    this.statuses = statuses;
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
        Pattern.compile(method),
        Pattern.compile(path),
        Pattern.compile(""),
        1,
        Integer.MAX_VALUE,
        status -> true,
        script -> {});
  }

  /**
   * Hits only requests in whose query, as it is sent, that is found.
   *
   * @param regex a regular expression for a part of it
   */
  public Fault query(String regex) {
    return new Fault(method, path, Pattern.compile(regex), from, to, statuses, effect);
  }

  /** Hits only the nth request that matches, counted from 1. */
  public Fault nth(int n) {
    return new Fault(method, path, query, n, n, statuses, effect);
  }

  /** Hits the first {@code count} requests that match. */
  public Fault first(int count) {
    return new Fault(method, path, query, 1, count, statuses, effect);
  }

  /** What is said after this changes only answers that would have that status. */
  public Fault ifAnswered(int status) {
    return new Fault(method, path, query, from, to, actual -> actual == status, effect);
  }

  private Fault then(Consumer<FaultScript> more) {
    return new Fault(method, path, query, from, to, statuses, effect.andThen(more));
  }

  private Fault change(UnaryOperator<ServerResponse> change) {
    IntPredicate when = statuses;
    return then(
        script ->
            script.change(answer -> when.test(answer.status()) ? change.apply(answer) : answer));
  }

  /** Answers that status without a body; the request has no effect. */
  public Fault answer(int status) {
    return then(script -> script.instead = ServerResponse.of(status));
  }

  /** Answers that; the request has no effect. */
  public Fault answer(int status, String contentType, String body) {
    return then(script -> script.instead = ServerResponse.text(status, contentType, body));
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
    return change(answer -> answer.withStatus(status));
  }

  /** The request takes effect, but that is answered, with none of the headers that were due. */
  public Fault replace(int status, String contentType, String body) {
    return change(answer -> ServerResponse.text(status, contentType, body));
  }

  /** The answer has that header, with no other value. */
  public Fault header(String name, String value) {
    return change(answer -> answer.with(name, value));
  }

  /** The answer lacks that header. */
  public Fault withoutHeader(String name) {
    return change(answer -> answer.without(name));
  }

  /** The answer has that body; its headers stay. */
  public Fault body(byte[] body) {
    Content content = Content.of(body);
    return change(answer -> new ServerResponse(answer.status(), answer.headers(), content));
  }

  /** One byte in the middle of the answer's body is wrong; its length and headers are right. */
  public Fault corrupt() {
    return change(CorruptContent::corrupt);
  }

  /** The answer tells no length: it is chunked, and that to HEAD has no Content-Length. */
  public Fault unknownLength() {
    return then(script -> script.unknownLength = true);
  }

  /** Waits at the gate before the request's body is read, then serves it. */
  public Fault hold(RequestGate gate) {
    return then(script -> script.before = gate);
  }

  /** Sends head and {@code bytes} of the body, then waits at the gate before it sends the rest. */
  public Fault stall(long bytes, RequestGate gate) {
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

  /** The request's body is read and forgotten; the request takes effect as if it had none. */
  public Fault loseBody() {
    return then(script -> script.bodyLost = true);
  }

  /** The request takes effect, then the connection is closed without an answer. */
  public Fault noAnswer() {
    return then(script -> script.silent = true);
  }

  /** Sends head and {@code bytes} of the body, then closes the connection. */
  public Fault cutResponse(long bytes) {
    return then(script -> script.responseBytes = bytes);
  }

  boolean matches(String requestMethod, String requestPath, String requestQuery) {
    return method.matcher(requestMethod).matches()
        && path.matcher(requestPath).matches()
        && query.matcher(requestQuery).find();
  }

  boolean hits(int count) {
    return from <= count && count <= to;
  }

  void apply(FaultScript script) {
    effect.accept(script);
  }
}
