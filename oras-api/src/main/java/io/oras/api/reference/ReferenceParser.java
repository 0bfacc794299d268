package io.oras.api.reference;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits the text of a reference, and checks each part with the index where it stands. */
final class ReferenceParser {
  private static final int MAX_REPOSITORY = 255;

  /** Lengths are capped before a pattern runs: nested groups recurse in java.util.regex. */
  private static final int MAX_TEXT = 2048;

  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9_-]*+)(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9_-]*+))*+\\.?"
              + "|\\[[0-9a-fA-F:.]++])(?::[0-9]{1,5}+)?+");
  private static final String COMPONENT = "[a-z0-9]++(?:(?:\\.|_|__|-++)[a-z0-9]++)*+";
  private static final Pattern REPOSITORY = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*+");
  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}+");

  private final String text;

  ReferenceParser(String text) {
    this.text = text;
  }

  Reference parse() {
    if (text.length() > MAX_TEXT) {
      throw new InvalidReferenceException(
          text, MAX_TEXT, "longer than " + MAX_TEXT + " characters");
    }
    if (!namesRegistry(text)) {
      throw new InvalidReferenceException(
          text,
          0,
          "the registry is missing; expected registry/repository[:tag][@digest], such as "
              + "localhost:5000/hello:v1");
    }
    int slash = text.indexOf('/');
    int at = text.indexOf('@', slash);
    int nameEnd = at < 0 ? text.length() : at;
    int colon = text.indexOf(':', slash);
    int repositoryEnd = colon < 0 || colon > nameEnd ? nameEnd : colon;

    // With the whole text, so that a message shows all of it and the index is that in the text.
    checkRegistry(text.substring(0, slash), text, 0);
    checkRepository(text.substring(slash + 1, repositoryEnd), text, slash + 1);
    String tag = null;
    if (repositoryEnd < nameEnd) {
      tag = text.substring(repositoryEnd + 1, nameEnd);
      checkTag(tag, text, repositoryEnd + 1);
    }
    RepositoryName repository =
        new RepositoryName(text.substring(0, slash), text.substring(slash + 1, repositoryEnd));
    return new Reference(repository, tag, digest(at));
  }

  private @Nullable Digest digest(int at) {
    if (at < 0) {
      return null;
    }
    try {
      return Digest.parse(text.substring(at + 1));
    } catch (IllegalArgumentException e) {
      throw new InvalidReferenceException(text, at + 1, String.valueOf(e.getMessage()));
    }
  }

  /** Docker's rule: the first component is a host if it has a dot or a colon, or is localhost. */
  static boolean namesRegistry(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return false;
    }
    String first = text.substring(0, slash);
    return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
  }

  static void checkRegistry(String registry, String text, int index) {
    if (registry.length() > MAX_REPOSITORY || !REGISTRY.matcher(registry).matches()) {
      throw new InvalidReferenceException(
          text, index, "a registry is host[:port], such as localhost:5000, got '" + registry + "'");
    }
    int colon = registry.lastIndexOf(':');
    if (colon > registry.lastIndexOf(']')
        && Integer.parseInt(registry.substring(colon + 1)) > 65535) {
      throw new InvalidReferenceException(text, index + colon + 1, "a port is at most 65535");
    }
  }

  static void checkRepository(String repository, String text, int index) {
    if (repository.length() > MAX_REPOSITORY) {
      throw new InvalidReferenceException(
          text, index, "a repository has at most " + MAX_REPOSITORY + " characters");
    }
    if (!REPOSITORY.matcher(repository).matches()) {
      throw new InvalidReferenceException(
          text,
          index,
          "a repository is lower-case words of letters and digits joined by . _ __ - and /, got '"
              + repository
              + "'");
    }
  }

  static void checkTag(String tag, String text, int index) {
    if (!isTag(tag)) {
      throw new InvalidReferenceException(
          text,
          index,
          "a tag is 1 to 128 letters, digits and . _ - not starting with . or -, got '"
              + tag
              + "'");
    }
  }

  static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }
}
