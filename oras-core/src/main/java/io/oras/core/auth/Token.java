package io.oras.core.auth;

import java.time.Instant;

/**
 * An access token.
 *
 * @param value for {@code Authorization: Bearer}
 * @param end from when on it is not used any more
 */
record Token(String value, Instant end) {
  /** Never the value. */
  @Override
  public String toString() {
    return "token until " + end;
  }
}
