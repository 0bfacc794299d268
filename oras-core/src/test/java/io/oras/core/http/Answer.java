package io.oras.core.http;

import io.oras.api.transport.Headers;

/** What a {@link ScriptedTransport} answers. */
public record Answer(int status, Headers headers, String body) {
  public static Answer of(int status) {
    return new Answer(status, Headers.EMPTY, "");
  }

  public static Answer json(String body) {
    return of(200).with("Content-Type", "application/json").body(body);
  }

  public static Answer challenge(String value) {
    return of(401).with("WWW-Authenticate", value);
  }

  public static Answer redirect(int status, String location) {
    return of(status).with("Location", location);
  }

  public Answer with(String name, String value) {
    return new Answer(status, headers.with(name, value), body);
  }

  public Answer body(String text) {
    return new Answer(status, headers, text);
  }
}
