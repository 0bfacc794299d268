package io.oras.tests.registry;

import io.oras.tests.registry.storage.Content;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A change of the responses to matching requests. A fault has a rule (method, path, count) and
 * effects. Immutable: every method returns a new fault.
 *
 * <pre>{@code
 * registry.fault(Fault.on("PUT", "/v2/.+/blobs/uploads/.*").nth(1).answer(503));
 * registry.fault(Fault.on("GET", "/v2/.+/blobs/.*").nth(1).cutResponse(1000));
 * }</pre>
 *
 * <p>Without {@link #nth} or {@link #first}, the fault applies to every matching request. A fault
 * can have several effects. The effects of several matching faults are combined.
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
   * Returns a fault without an effect for requests with this method and path.
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
   * Limits the fault to requests with a matching query.
   *
   * @param regex a regular expression for a part of the query, as it is sent
   */
  public Fault query(String regex) {
    return new Fault(method, path, Pattern.compile(regex), from, to, statuses, effect);
  }

  /** Limits the fault to the nth matching request, counted from 1. */
  public Fault nth(int n) {
    return new Fault(method, path, query, n, n, statuses, effect);
  }

  /** Limits the fault to the first {@code count} matching requests. */
  public Fault first(int count) {
    return new Fault(method, path, query, 1, count, statuses, effect);
  }

  /** Limits the following effects to responses that would have this status. */
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

  /** Answers with this status and without a body. The request has no effect. */
  public Fault answer(int status) {
    return then(script -> script.instead = ServerResponse.of(status));
  }

  /** Answers with this status and body. The request has no effect. */
  public Fault answer(int status, String contentType, String body) {
    return then(script -> script.instead = ServerResponse.text(status, contentType, body));
  }

  /** Answers with a redirect. The request has no effect. */
  public Fault redirect(int status, String location) {
    return answer(status).header("Location", location);
  }

  /**
   * Answers without reading the request body. The connection of the client can break while the
   * client sends the body.
   */
  public Fault unread() {
    return then(script -> script.drain = false);
  }

  /** Changes the status of the response. The request takes effect. */
  public Fault status(int status) {
    return change(answer -> answer.withStatus(status));
  }

  /** Replaces the response, including all its headers. The request takes effect. */
  public Fault replace(int status, String contentType, String body) {
    return change(answer -> ServerResponse.text(status, contentType, body));
  }

  /** Sets a header of the response to this single value. */
  public Fault header(String name, String value) {
    return change(answer -> answer.with(name, value));
  }

  /**
   * Adds a header to the response.
   *
   * @param value computes the value for each response, such as a date
   */
  public Fault header(String name, Supplier<String> value) {
    return change(answer -> answer.with(name, value.get()));
  }

  /** Removes a header of the response. */
  public Fault withoutHeader(String name) {
    return change(answer -> answer.without(name));
  }

  /** Replaces the body of the response and keeps the headers. */
  public Fault body(byte[] body) {
    Content content = Content.of(body);
    return change(answer -> new ServerResponse(answer.status(), answer.headers(), content));
  }

  /** Changes one byte in the middle of the response body. Length and headers stay the same. */
  public Fault corrupt() {
    return change(CorruptContent::corrupt);
  }

  /**
   * Sends the response without a length: with chunked encoding, and without {@code Content-Length}
   * for HEAD.
   */
  public Fault unknownLength() {
    return then(script -> script.unknownLength = true);
  }

  /** Holds the request at the gate before the body is read, and then serves the request. */
  public Fault hold(RequestGate gate) {
    return then(script -> script.before = gate);
  }

  /**
   * Sends the head and {@code bytes} of the body, and waits at the gate before it sends the rest.
   */
  public Fault stall(long bytes, RequestGate gate) {
    return then(
        script -> {
          script.responseBytes = bytes;
          script.midway = gate;
        });
  }

  /**
   * Closes the connection after {@code bytes} of the request body. An upload session keeps these
   * bytes.
   */
  public Fault cutRequest(long bytes) {
    return then(script -> script.requestBytes = bytes);
  }

  /** Reads and discards the request body. The request takes effect as if it had no body. */
  public Fault loseBody() {
    return then(script -> script.bodyLost = true);
  }

  /** Closes the connection without a response. The request takes effect. */
  public Fault noAnswer() {
    return then(script -> script.silent = true);
  }

  /** Sends the head and {@code bytes} of the body, and closes the connection. */
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
