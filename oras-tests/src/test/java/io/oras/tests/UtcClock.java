package io.oras.tests;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock of a test, which needs no other time zone. */
public abstract class UtcClock extends Clock {
  protected UtcClock() {}

  @Override
  public final ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("UTC only");
  }
}
