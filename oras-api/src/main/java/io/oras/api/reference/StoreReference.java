package io.oras.api.reference;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an artifact in a store that is not a registry: {@code scheme://location#tag} or
 * {@code scheme://location#@digest}.
 *
 * <pre>{@code
 * StoreReference name = StoreReference.parse("oci-layout:///srv/mirror#v1");
 * System.out.println(StoreReference.path(name.store())); // /srv/mirror
 * }</pre>
 *
 * <p>The library has the stores {@code oci-layout:///folder#v1}, {@code
 * oci-archive:///file.tar#v1}, {@code files:///folder} and {@code memory://name#v1}; a {@link
 * io.oras.api.spi.ContentStoreProvider} adds others. A tag is any text that a layout takes as a
 * name.
 */
public final class StoreReference implements ArtifactName {
  /** Schemes of the library, whose locations could otherwise be meant to end in a tag. */
  private static final Set<String> OWN_SCHEMES =
      Set.of("oci-layout", "oci-archive", "files", "memory");

  /** A tag or digest as it stands in a reference to a registry, at the end of a location. */
  private static final Pattern TAG_IN_LOCATION = Pattern.compile("[^/](:|@(?=[^/]+:))([^/]+)$");

  private final URI store;
  private final @Nullable String tag;
  private final @Nullable Digest digest;

  private StoreReference(URI store, @Nullable String tag, @Nullable Digest digest) {
    this.store = store;
    this.tag = tag;
    this.digest = digest;
  }

  /**
   * Returns the name of a store, without tag and digest.
   *
   * @param store a URI with a scheme and without a fragment
   * @throws IllegalArgumentException if the URI has no scheme, has a fragment, or ends in a tag or
   *     digest, as {@link #parse} explains
   */
  public static StoreReference of(URI store) {
    if (store.getScheme() == null) {
      throw new IllegalArgumentException("a store's URI needs a scheme, got " + store);
    }
    if (store.getFragment() != null) {
      throw new IllegalArgumentException("a store's URI has no fragment, got " + store);
    }
    refuseTagInLocation(store.toString(), store.toString());
    return new StoreReference(store, null, null);
  }

  /**
   * Parses {@code scheme://location}, {@code scheme://location#tag} or {@code
   * scheme://location#@digest}.
   *
   * @throws InvalidReferenceException if the text is not such a URI, or its location ends in a tag
   *     or digest, as in {@code oci-layout:///folder:v1}; a colon in a file name is {@code %3A}
   */
  public static StoreReference parse(String text) {
    int hash = text.indexOf('#');
    String location = hash < 0 ? text : text.substring(0, hash);
    String fragment = hash < 0 ? "" : text.substring(hash + 1);
    refuseTagInLocation(text, location);
    try {
      URI uri = new URI(location);
      if (uri.getScheme() == null) {
        throw new InvalidReferenceException(text, 0, "expected scheme://location#tag");
      }
      StoreReference store = of(uri);
      if (fragment.startsWith("@")) {
        return store.withDigest(Digest.parse(fragment.substring(1)));
      }
      return fragment.isEmpty() ? store : store.withTag(new URI("#" + fragment).getFragment());
    } catch (URISyntaxException e) {
      throw new InvalidReferenceException(
          text,
          Math.max(e.getIndex(), 0),
          e.getReason()
              + "; write a space in a URI as %20, or use StoreReference.uri, which converts a path");
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
          "write the tag or digest after '#', as in %s#%s; write a colon in a file name as %%3A"
              .formatted(location.substring(0, matcher.start(1)), tag));
    }
  }

  /**
   * Returns the URI of a store on disk.
   *
   * @param scheme such as {@code oci-layout}
   * @param path the folder or file; a relative path is resolved against the working directory
   */
  public static URI uri(String scheme, Path path) {
    String location = path.toAbsolutePath().normalize().toUri().getRawPath();
    int name = location.lastIndexOf('/', location.length() - 2) + 1;
    String last = location.substring(name).replace(":", "%3A");
    return URI.create(scheme + "://" + location.substring(0, name) + last);
  }

  /**
   * Returns the path on disk that the URI of a store names.
   *
   * @throws IllegalArgumentException if the URI has no absolute path, or has a host
   */
  public static Path path(URI store) {
    String raw = store.getRawPath();
    if (raw == null || raw.isEmpty()) {
      throw new IllegalArgumentException(
          "the store "
              + store
              + " needs an absolute path, as in "
              + store.getScheme()
              + ":///folder");
    }
    if (store.getRawAuthority() != null) {
      throw new IllegalArgumentException(
          "the store " + store + " names a host; a path starts with three slashes");
    }
    return Path.of(URI.create("file://" + raw));
  }

  /** Returns the URI of the store, without a fragment. Its scheme chooses the provider. */
  public URI store() {
    return store;
  }

  @Override
  public Optional<String> tag() {
    return Optional.ofNullable(tag);
  }

  @Override
  public Optional<Digest> digest() {
    return Optional.ofNullable(digest);
  }

  /**
   * Returns the name of the artifact with this tag in the same store, without a digest.
   *
   * @throws InvalidReferenceException if the tag is empty
   */
  @Override
  public StoreReference withTag(String tag) {
    if (tag.isEmpty()) {
      throw new InvalidReferenceException(tag, 0, "a tag has at least one character");
    }
    return new StoreReference(store, tag, null);
  }

  /** Returns the name of the artifact with this digest in the same store, without a tag. */
  @Override
  public StoreReference withDigest(Digest digest) {
    return new StoreReference(store, null, Objects.requireNonNull(digest, "digest"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoreReference that
        && store.equals(that.store)
        && Objects.equals(tag, that.tag)
        && Objects.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Objects.hash(store, tag, digest);
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    if (digest != null) {
      return store + "#@" + digest;
    }
    return tag == null ? store.toString() : store + encodedFragment(tag);
  }

  private static String encodedFragment(String tag) {
    try {
      String fragment = new URI(null, null, tag).toString();
      return fragment.startsWith("#@") ? "#%40" + fragment.substring(2) : fragment;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a tag that no URI can carry: " + tag, e);
    }
  }
}
