package io.oras.core;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import io.oras.api.reference.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A reference without a registry.
 *
 * @param path the name without tag and digest
 * @param tag {@code latest} if the text has neither tag nor digest
 * @param digest if the text has one
 * @param isRepository whether the text has neither tag nor digest
 */
record ShortName(String path, @Nullable String tag, @Nullable Digest digest, boolean isRepository) {
  /** Completes the text to a reference, so that its parts are parsed and checked. */
  private static final String ANY_REGISTRY = "localhost";

  /** Parses the text; null if it has a registry, or is no reference. */
  static @Nullable ShortName parse(String text) {
    if (text.contains("://") || isReference(text) || !isReference(ANY_REGISTRY + "/" + text)) {
      return null;
    }
    Reference parsed = Reference.parse(ANY_REGISTRY + "/" + text);
    Reference complete = parsed.withDefaultTag();
    return new ShortName(
        parsed.repository().path(),
        complete.tag().orElse(null),
        complete.digest().orElse(null),
        parsed.tagOrDigest().isEmpty());
  }

  private static boolean isReference(String text) {
    try {
      Reference.parse(text);
      return true;
    } catch (InvalidReferenceException e) {
      return false;
    }
  }
}
