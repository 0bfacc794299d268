package io.oras.api.reference;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An artifact in a store that is not a registry: {@code scheme://location#tag} or {@code
 * scheme://location#@digest}.
 *
 * <p>Known to the library are {@code oci-layout:///folder#v1}, {@code oci-archive:///file.tar#v1},
 * {@code files:///folder} and {@code memory://name#v1}; others come with a {@link
 * io.oras.api.spi.ContentStoreProvider}.
 *
 * @param store the URI without its fragment
 * @param tag any text that a layout takes as a name, or null
 * @param digest or null
 */
public record StoreName(URI store, @Nullable String tag, @Nullable Digest digest)
    implements TargetName {

  /**
   * Checks that the URI has a scheme and no fragment.
   *
   * @throws IllegalArgumentException when it is otherwise
   */
  public StoreName {
    Objects.requireNonNull(store.getScheme(), "a store's URI needs a scheme");
    if (store.getFragment() != null) {
      throw new IllegalArgumentException("a store's URI has no fragment, got " + store);
    }
  }

  /** Schemes of the library, whose locations could otherwise be meant to end in a tag. */
  private static final Set<String> OWN_SCHEMES =
      Set.of("oci-layout", "oci-archive", "files", "memory");

  /** A tag or digest as it stands in a reference to a registry, at the end of a location. */
  private static final Pattern TAG_IN_LOCATION = Pattern.compile("[^/](:|@(?=[^/]+:))([^/]+)$");

  /**
   * Reads {@code scheme://location#tag}.
   *
   * @throws InvalidReferenceException when the text is not such a URI, or its location ends in a
   *     tag or digest, as in {@code oci-layout:///folder:v1}; a colon in a file name is {@code %3A}
   */
  public static StoreName parse(String text) {
    int hash = text.indexOf('#');
    String fragment = hash < 0 ? "" : text.substring(hash + 1);
    refuseTagInLocation(text, hash < 0 ? text : text.substring(0, hash));
    try {
      URI store = new URI(hash < 0 ? text : text.substring(0, hash));
      if (store.getScheme() == null) {
        throw new InvalidReferenceException(text, 0, "a store is named scheme://location#tag");
      }
      if (fragment.startsWith("@")) {
        return new StoreName(store, null, Digest.parse(fragment.substring(1)));
      }
      String tag = fragment.isEmpty() ? null : new URI("#" + fragment).getFragment();
      return new StoreName(store, tag, null);
    } catch (URISyntaxException e) {
      throw new InvalidReferenceException(
          text,
          Math.max(e.getIndex(), 0),
          e.getReason() + "; in a URI a space is %20; StoreName.of takes a path as it is");
    } catch (InvalidReferenceException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidReferenceException(text, hash + 1, String.valueOf(e.getMessage()));
    }
  }

  private static void refuseTagInLocation(String text, String location) {
    int start = location.indexOf("://") + 3;
    if (start < 3
        || !OWN_SCHEMES.contains(location.substring(0, start - 3).toLowerCase(Locale.ROOT))) {
      return;
    }
    Matcher matcher = TAG_IN_LOCATION.matcher(location);
    if (matcher.find(start)) {
      String tag = matcher.group(1).replace(":", "") + matcher.group(2);
      throw new InvalidReferenceException(
          text,
          matcher.start(1),
          "a tag or digest stands behind '#', as in %s#%s; a colon in a file name is %%3A"
              .formatted(location.substring(0, matcher.start(1)), tag));
    }
  }

  /** The store of this scheme at a place on disk, such as {@code of("oci-layout", folder)}. */
  public static StoreName of(String scheme, Path path) {
    String location = path.toAbsolutePath().normalize().toUri().getRawPath();
    int name = location.lastIndexOf('/', location.length() - 2) + 1;
    String last = location.substring(name).replace(":", "%3A");
    return new StoreName(
        URI.create(scheme + "://" + location.substring(0, name) + last), null, null);
  }

  /** The scheme in lower case, which chooses the provider. */
  public String scheme() {
    return store.getScheme().toLowerCase(Locale.ROOT);
  }

  /**
   * The place on disk, for a scheme that has one.
   *
   * @throws IllegalArgumentException when the URI has no path
   */
  public Path path() {
    String raw = store.getRawPath();
    if (raw == null || raw.isEmpty()) {
      throw new IllegalArgumentException(
          "the store " + store + " needs an absolute path, as in " + scheme() + ":///folder");
    }
    if (store.getRawAuthority() != null) {
      throw new IllegalArgumentException(
          "the store " + store + " names a host; a path starts with three slashes");
    }
    return Path.of(URI.create("file://" + raw));
  }

  @Override
  public StoreName withTag(@Nullable String replacement) {
    return new StoreName(store, replacement, null);
  }

  @Override
  public StoreName withDigest(@Nullable Digest replacement) {
    return new StoreName(store, tag, replacement);
  }

  /** The text that {@link #parse} reads; the digest is shown where there are both. */
  @Override
  public String toString() {
    if (digest != null) {
      return store + "#@" + digest;
    }
    return tag == null ? store.toString() : store + encodedFragment(tag);
  }

  private static String encodedFragment(String tag) {
    try {
      return new URI(null, null, tag).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a tag that no URI can carry: " + tag, e);
    }
  }
}
