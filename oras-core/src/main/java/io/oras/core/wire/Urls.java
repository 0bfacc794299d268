package io.oras.core.wire;

import io.oras.api.transport.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Resolves what servers send as {@code Location}, {@code Link} and {@code realm}. */
public final class Urls {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Urls() {}

  /**
   * The absolute URL that a reference means (RFC 3986 section 5.2). What was percent-encoded stays
   * byte for byte as it was: signed URLs and upload states break when they are normalised.
   * Characters that no URL may have are encoded, as browsers do.
   *
   * @param base absolute, where the reference was received
   * @param reference absolute or relative
   * @throws IllegalArgumentException when it is no http or https URL; the message does not show it
   */
  public static URI resolve(URI base, String reference) {
    String text = encodeIllegal(reference.strip());
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty URL");
    }
    String origin = base.getScheme() + "://" + base.getRawAuthority();
    URI url;
    try {
      if (text.startsWith("//")) {
        url = new URI(base.getScheme() + ":" + text);
      } else if (text.startsWith("/")) {
        url = new URI(origin + text);
      } else if (text.startsWith("?")) {
        // URI.resolve drops the last segment here, as RFC 2396 had it.
        url = new URI(origin + base.getRawPath() + text);
      } else {
        url = base.resolve(new URI(text));
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL", e);
    }
    String scheme = url.getScheme();
    if (!("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
      throw new IllegalArgumentException("a URL that is neither http nor https");
    }
    if (url.getHost() == null) {
      Origin.of(url); // Fails unless the host is one that java.net.URI does not know.
    }
    return url;
  }

  private static String encodeIllegal(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c > ' ' && c < 127 && "\"<>\\^`{|}".indexOf(c) < 0) {
        out.append((char) c);
      } else {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          out.append('%').append(HEX.toHexDigits(b));
        }
      }
    }
    return out.toString();
  }
}
