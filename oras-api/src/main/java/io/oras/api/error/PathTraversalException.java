package io.oras.api.error;

/**
 * The title of a layer, or a file name from the caller, is a path outside of the output folder, or
 * cannot be the name of a file.
 */
public final class PathTraversalException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message that names the title and the reason. */
  public PathTraversalException(String message) {
    super(message);
  }

  @Override
  OrasException copy() {
    return new PathTraversalException(problem());
  }
}
