package io.oras.core.http;

/** Turns answers that were not expected into exceptions. */
public final class Responses {
  private Responses() {}
}
