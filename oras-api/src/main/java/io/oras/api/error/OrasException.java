package io.oras.api.error;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The base of all failures of this library that are not the caller's mistake. There is one subclass
 * for each decision that a caller can take. Bad input is an {@link IllegalArgumentException}
 * instead, and a missing provider is a {@link MissingProviderException}.
 *
 * <pre>{@code
 * try {
 *   app.pull("v1", Path.of("out"), o -> o.timeout(Duration.ofSeconds(30)));
 * } catch (NotFoundException e) {
 *   System.out.println(e.artifact().orElse("the artifact") + " does not exist");
 * } catch (OrasException e) {
 *   System.out.println(e.getMessage() + " " + e.response().map(RegistryResponse::status));
 * }
 * }</pre>
 *
 * <p>The message says what went wrong, what to do if the library knows a remedy, and what the
 * library was doing. The message contains no secret.
 *
 * <p>An exception is immutable, except for the stack trace and the suppressed exceptions of {@link
 * Throwable}. All fields are serialised. {@link #with Copying} adds context, so several callers
 * that wait for one result each get their own exception.
 */
public abstract sealed class OrasException extends IOException implements Cloneable
    permits ArchiveException,
        ClientClosedException,
        ConfigurationException,
        ContentVerificationException,
        CredentialException,
        DeadlineExceededException,
        InvalidManifestException,
        LimitExceededException,
        NotFoundException,
        OperationCancelledException,
        RegistryBlockedException,
        RegistryException,
        StoreException,
        TransportException,
        UnsupportedDigestException,
        UnsupportedException,
        UntrustedException {
  private static final long serialVersionUID = 1L;

  /** The end of a copy at which something happened. */
  public enum Side {
    /** The place that content comes from. */
    SOURCE,
    /** The place that content goes to. */
    DESTINATION
  }

  private final @Nullable String hint;
  private final @Nullable RegistryResponse response;

  /** Set on a copy before anybody else sees the copy, never later. */
  private ErrorContext context = ErrorContext.none();

  OrasException(
      String problem,
      @Nullable String hint,
      @Nullable RegistryResponse response,
      @Nullable Throwable cause) {
    super(problem, cause);
    this.hint = hint;
    this.response = response;
  }

  /** Returns what went wrong, without hint and context. */
  public final String problem() {
    return String.valueOf(super.getMessage());
  }

  /**
   * Returns the activities of the library at the time of the failure, such as {@code "fetching blob
   * sha256:…"}; innermost first.
   */
  public final List<String> activities() {
    return context.activities();
  }

  /** Returns what to do about the problem, if that is known. */
  public final Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /** Returns the answer of the registry, if a registry reported the problem. */
  public final Optional<RegistryResponse> response() {
    return Optional.ofNullable(response);
  }

  /** Returns the name of the operation that failed, such as {@code push}, if it is known. */
  public final Optional<String> operation() {
    return context.operation();
  }

  /** Returns the artifact or place that the operation worked on, as text, if it is known. */
  public final Optional<String> artifact() {
    return context.artifact();
  }

  /** Returns the end of a copy at which this happened, if the operation is a copy. */
  public final Optional<Side> side() {
    return context.side();
  }

  /** Returns the problem, the hint and, in parentheses, the activities. */
  @Override
  public String getMessage() {
    String message = hint == null ? problem() : problem() + "; " + hint;
    return activities().isEmpty()
        ? message
        : message + " (while " + String.join(", ", activities()) + ")";
  }

  /**
   * Returns a copy with more context. The copy has the same type, fields, stack trace, cause and
   * suppressed exceptions; whatever is added to one of the two afterwards is not in the other.
   *
   * <p>Activities are added after those that are known, so call it on the way up. Side, operation
   * and artifact are kept if they are known.
   */
  public final OrasException with(ErrorContext added) {
    OrasException copy = copy();
    copy.context = context.plus(added);
    copy.setStackTrace(getStackTrace());
    if (copy.getSuppressed().length == 0) {
      for (Throwable suppressed : getSuppressed()) {
        copy.addSuppressed(suppressed);
      }
    }
    return copy;
  }

  /**
   * Returns a new exception with the same fields. A subclass outside of this package is cloned,
   * which shares the list of suppressed exceptions if there are some already.
   */
  OrasException copy() {
    try {
      return (OrasException) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
