package io.oras.api.error;

import io.oras.api.error.OrasException.Side;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The context of a failure: the activity, the side of a copy, the operation and the artifact.
 * Immutable and thread safe; see {@link OrasException#with}.
 */
public final class ErrorContext implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final ErrorContext NONE = new ErrorContext(List.of(), null, null, null);

  @SuppressWarnings("serial") // List.copyOf is serialisable.
  private final List<String> activities;

  private final @Nullable Side side;
  private final @Nullable String operation;
  private final @Nullable String artifact;

  private ErrorContext(
      List<String> activities,
      @Nullable Side side,
      @Nullable String operation,
      @Nullable String artifact) {
    this.activities = List.copyOf(activities);
    this.side = side;
    this.operation = operation;
    this.artifact = artifact;
  }

  /** Returns an empty context. */
  public static ErrorContext none() {
    return NONE;
  }

  /** Returns a context with an activity, such as {@code "pushing layer 2 of 3"}. */
  public static ErrorContext doing(String activity) {
    return new ErrorContext(List.of(activity), null, null, null);
  }

  /** Returns this context with the side of a copy at which the failure occurred. */
  public ErrorContext withSide(Side value) {
    return new ErrorContext(activities, value, operation, artifact);
  }

  /** Returns this context with the name of the operation, such as {@code push}. */
  public ErrorContext withOperation(String name) {
    return new ErrorContext(activities, side, name, artifact);
  }

  /** Returns this context with the artifact or place that the operation works on, as text. */
  public ErrorContext withArtifact(String name) {
    return new ErrorContext(activities, side, operation, name);
  }

  List<String> activities() {
    return activities;
  }

  Optional<Side> side() {
    return Optional.ofNullable(side);
  }

  Optional<String> operation() {
    return Optional.ofNullable(operation);
  }

  Optional<String> artifact() {
    return Optional.ofNullable(artifact);
  }

  /** Returns both; where both say something that can be said once, this one counts. */
  ErrorContext plus(ErrorContext outer) {
    List<String> all = new ArrayList<>(activities);
    all.addAll(outer.activities);
    return new ErrorContext(
        all,
        side == null ? outer.side : side,
        operation == null ? outer.operation : operation,
        artifact == null ? outer.artifact : artifact);
  }

  /** Returns the activities, for debugging. */
  @Override
  public String toString() {
    return String.join(", ", activities);
  }
}
