package io.oras.core.http;

/** How far an exchange may be repeated. */
public enum Repeat {
  /** Not even put off until the host wants to hear of us again: now or not at all. */
  AT_ONCE,
  /** Its content can be sent only once. */
  NEVER,
  /** Only after 429: the host surely did nothing. */
  REFUSED,
  /** After every failure that may pass. */
  FREELY
}
