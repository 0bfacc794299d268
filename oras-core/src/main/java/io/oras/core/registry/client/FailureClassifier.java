package io.oras.core.registry.client;

import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryResponse;
import io.oras.api.error.TransportException;
import io.oras.api.error.UnsupportedException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Decides what a failure of a request means for the operation. */
public final class FailureClassifier {
  /** Not 429: the chain has waited for that, and nothing was done. */
  private static final Set<Integer> TEMPORARY =
      Set.of(408, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524);

  private FailureClassifier() {}

  /** The registry's answer behind a failure, if there was one. */
  public static Optional<RegistryResponse> of(IOException failure) {
    return failure instanceof OrasException e ? e.response() : Optional.empty();
  }

  /** The status behind a failure, or 0. */
  public static int status(IOException failure) {
    return of(failure).map(RegistryResponse::status).orElse(0);
  }

  /** Whether the answer names one of the codes. */
  public static boolean has(IOException failure, String... codes) {
    return of(failure).filter(answer -> Set.of(codes).stream().anyMatch(answer::has)).isPresent();
  }

  /** Whether the registry may have done what it was asked for, though no good answer came. */
  public static boolean isUncertain(IOException failure) {
    return isLost(failure) || TEMPORARY.contains(status(failure));
  }

  private static boolean isLost(IOException failure) {
    return failure instanceof TransportException e && e.kind() == TransportException.Kind.TRANSIENT;
  }

  /** Whether an upload session has ended: another can be opened. */
  public static boolean isSessionGone(IOException failure) {
    return has(failure, "BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID") || status(failure) == 404;
  }

  /** Whether the registry does not do such a thing at all. */
  public static boolean isRefusal(IOException failure) {
    int status = status(failure);
    return failure instanceof UnsupportedException
        || status == 400
        || status == 405
        || status == 411
        || status == 415
        || status == 501;
  }
}
