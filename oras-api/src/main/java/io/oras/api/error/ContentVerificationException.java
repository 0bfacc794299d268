package io.oras.api.error;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;

/** Content does not match its descriptor. Nothing of the content was kept. */
public final class ContentVerificationException extends OrasException {
  private static final long serialVersionUID = 1L;

  private final Descriptor expected;

  /** Creates an exception with the problem in words. */
  public ContentVerificationException(Descriptor expected, String problem) {
    super(problem, null, null, null);
    this.expected = expected;
  }

  /** Creates an exception for another size; {@code actual} is where counting stopped. */
  public static ContentVerificationException size(Descriptor expected, long actual) {
    return new ContentVerificationException(
        expected,
        "content of %s has %s bytes, expected %s"
            .formatted(
                expected.digest(),
                actual > expected.size() ? "more than " + expected.size() : actual,
                expected.size()));
  }

  /** Creates an exception for another digest. */
  public static ContentVerificationException digest(Descriptor expected, Digest actual) {
    return new ContentVerificationException(
        expected, "content has the digest " + actual + ", expected " + expected.digest());
  }

  /** Returns the descriptor that the content should match. */
  public Descriptor expected() {
    return expected;
  }

  @Override
  OrasException copy() {
    return new ContentVerificationException(expected, problem());
  }
}
