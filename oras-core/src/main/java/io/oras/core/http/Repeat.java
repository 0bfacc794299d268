package io.oras.core.http;

/** How far an exchange may be repeated. */
public enum Repeat {
  /**
   * As {@link #AT_ONCE}, but only where that takes nothing from others: not while the host wants a
   * pause, and not when all connections to it are in use.
   */
  SPARE,
  /** Not even put off until the host wants to hear of us again: now or not at all. */
  AT_ONCE,
  /** Its content can be sent only once. */
  NEVER,
  /** Only after 429: the host surely did nothing. */
  REFUSED,
  /** After every failure that may pass. */
  FREELY
}
