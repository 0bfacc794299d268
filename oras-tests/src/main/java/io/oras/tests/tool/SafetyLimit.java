package io.oras.tests.tool;

import java.time.Duration;

/**
 * The longest time that a test waits for something that happens in any case. Reaching it means that
 * the test hangs: a busy machine never does, so no test asserts quickness with it.
 */
public final class SafetyLimit {
  /** Five minutes, in seconds. */
  public static final int SECONDS = 300;

  /** The same time. */
  public static final Duration DURATION = Duration.ofSeconds(SECONDS);

  private SafetyLimit() {}
}
