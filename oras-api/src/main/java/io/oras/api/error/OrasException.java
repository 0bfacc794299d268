package io.oras.api.error;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whatever goes wrong between this library and the world. One subclass for each decision that a
 * caller may take; bad input is an {@link IllegalArgumentException} instead, a missing provider a
 * {@link MissingProviderException}.
 *
 * <p>The message names what was given, what was expected and, where there is one, what to do. No
 * secret is in it.
 *
 * <p>An exception belongs to one caller, because context is added on the way up. Work that one
 * thread does for several callers throws a {@link #copy} to each. All fields survive serialisation.
 */
public abstract sealed class OrasException extends IOException implements Cloneable
    permits ArchiveException,
        ContentVerificationException,
        CredentialException,
        InvalidManifestException,
        LimitExceededException,
        NotFoundException,
        OperationCancelledException,
        RegistryException,
        StoreException,
        TransportException,
        UnsupportedDigestException,
        UnsupportedException {
  private static final long serialVersionUID = 1L;

  /** The end of a copy at which something happened. */
  public enum Side {
    /** Where content comes from. */
    SOURCE,
    /** Where it goes. */
    DESTINATION
  }

  /** What was being done, innermost first. */
  private ArrayList<String> activities = new ArrayList<>();

  private @Nullable Side side;

  OrasException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Adds what was being done when this happened, such as {@code "pushing layer 2 of 3"}; called on
   * the way up, so the innermost comes first.
   */
  public final void addContext(String activity) {
    activities.add(activity);
  }

  /** Says at which end of a copy this happened, unless that has been said already. */
  public final void setSide(Side value) {
    if (side == null) {
      side = value;
    }
  }

  /** At which end of a copy this happened, if it was one. */
  public final Optional<Side> side() {
    return Optional.ofNullable(side);
  }

  /** What went wrong, without what was being done. */
  public final String problem() {
    return String.valueOf(super.getMessage());
  }

  /** {@link #problem} and, in parentheses, what was being done. */
  @Override
  public String getMessage() {
    return activities.isEmpty()
        ? problem()
        : problem() + " (while " + String.join(", ", activities) + ")";
  }

  /**
   * Returns a copy of the same type with the same message, context, cause and stack trace. Context
   * that is added to one of the two does not appear in the other.
   */
  public final OrasException copy() {
    try {
      OrasException copy = (OrasException) clone();
      copy.activities = new ArrayList<>(activities);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
