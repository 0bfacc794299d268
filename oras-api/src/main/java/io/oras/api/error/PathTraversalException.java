package io.oras.api.error;

/**
 * The title of a layer, or a file name that a caller gave, leads out of the folder that files are
 * written into, or cannot be a file there.
 */
public final class PathTraversalException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception that says which title was refused, and why. */
  public PathTraversalException(String message) {
    super(message);
  }

  @Override
  OrasException copy() {
    return new PathTraversalException(problem());
  }
}
