package io.oras.trust;

/** A document is not what it has to be. The message says where and why, without the content. */
final class InvalidDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String problem;

  /**
   * Creates an exception.
   *
   * @param key where in the document; empty for the whole document
   * @param problem in words
   */
  InvalidDocumentException(String key, String problem) {
    super(problem);
    this.key = key;
    this.problem = problem;
  }

  String key() {
    return key;
  }

  String problem() {
    return problem;
  }

  /** Returns the key, if there is one, and the problem. */
  String text() {
    return key.isEmpty() ? problem : key + " " + problem;
  }
}
