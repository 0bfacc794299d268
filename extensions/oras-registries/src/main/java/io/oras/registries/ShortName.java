package io.oras.registries;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import java.util.Optional;

/**
 * A reference without a registry, such as {@code fedora:41}.
 *
 * @param path the name without tag and digest
 * @param tag {@code latest} if the text has neither tag nor digest
 * @param digest if the text has one
 */
record ShortName(String path, Optional<String> tag, Optional<Digest> digest) {
  /** Completes the text to a reference, so that its parts are parsed and checked. */
  private static final String ANY_REGISTRY = "localhost";

  /**
   * Parses a short name.
   *
   * @throws InvalidReferenceException if the text is none
   */
  static ShortName parse(String text) {
    Reference parsed = Reference.parse(ANY_REGISTRY + "/" + text).withDefaultTag();
    return new ShortName(parsed.repository().path(), parsed.tag(), parsed.digest());
  }

  /** Returns whether the first component of the text is no registry. */
  static boolean isShort(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return true;
    }
    String first = text.substring(0, slash);
    return first.indexOf('.') < 0 && first.indexOf(':') < 0 && !first.equals("localhost");
  }

  /** Returns whether the text is a short name without tag and digest. */
  static boolean isPlain(String text) {
    try {
      return isShort(text) && parse(text).path().equals(text);
    } catch (InvalidReferenceException e) {
      return false;
    }
  }

  /** Returns the reference to this tag and digest in a repository. */
  Reference in(RepositoryName repository) {
    if (tag.isEmpty()) {
      return repository.digest(digest.orElseThrow());
    }
    Reference tagged = repository.tag(tag.get());
    return digest.map(tagged::withDigest).orElse(tagged);
  }
}
