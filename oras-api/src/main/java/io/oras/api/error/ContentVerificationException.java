package io.oras.api.error;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;

/** Content is not what its descriptor says. Nothing of it was kept. */
public final class ContentVerificationException extends OrasException {
  private static final long serialVersionUID = 1L;

  private final Descriptor expected;

  /** For a message of its own. */
  public ContentVerificationException(Descriptor expected, String message) {
    super(message, null);
    this.expected = expected;
  }

  /** The size is another; {@code actual} is where counting stopped. */
  public static ContentVerificationException size(Descriptor expected, long actual) {
    return new ContentVerificationException(
        expected,
        "content of %s has %s bytes, expected %s"
            .formatted(
                expected.digest(),
                actual > expected.size() ? "more than " + expected.size() : actual,
                expected.size()));
  }

  /** The digest is another. */
  public static ContentVerificationException digest(Descriptor expected, Digest actual) {
    return new ContentVerificationException(
        expected, "content has the digest " + actual + ", expected " + expected.digest());
  }

  /** What was expected. */
  public Descriptor expected() {
    return expected;
  }
}
