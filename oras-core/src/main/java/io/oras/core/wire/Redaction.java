package io.oras.core.wire;

import io.oras.api.transport.Headers;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one place that decides what may be shown: in messages, events and logs.
 *
 * <p>Query values and headers are hidden unless they are known to be harmless: signed URLs and
 * headers of callers carry secrets under any name (GHSA-5jhf-2qmf-m8c5).
 */
public final class Redaction {
  static final String HIDDEN = "***";

  private static final Set<String> SHOWN_PARAMETERS =
      Set.of("scope", "service", "mount", "from", "digest", "n", "last", "artifactType");

  private static final Set<String> SHOWN_HEADERS =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-ranges",
          "allow",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "date",
          "docker-content-digest",
          "docker-distribution-api-version",
          "docker-upload-uuid",
          "oci-chunk-min-length",
          "oci-filters-applied",
          "oci-subject",
          "oci-tag",
          "range",
          "ratelimit-limit",
          "ratelimit-remaining",
          "retry-after",
          "server",
          "user-agent",
          "warning",
          "www-authenticate");

  private static final Pattern TOKEN_FIELD =
      Pattern.compile(
          "(\"(?:access_|refresh_|id_|identity)?token\"|\"password\"|\"secret\")(\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"?",
          Pattern.CASE_INSENSITIVE);

  /** What follows a scheme and looks encoded; "basic authentication" is a word. */
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "\\b(Bearer|Basic)(\\s+)(?=\\S*\\d|\\S{16})(?![a-z_]+=\")[-a-z0-9._~+/]{8,}=*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern URL = Pattern.compile("https?://[^\\s\"'<>]+");

  private Redaction() {}

  /** The URL without user, fragment and the values of all parameters but harmless ones. */
  public static String url(URI url) {
    return url(url.toString());
  }

  /** The URL, absolute or not, without user, fragment and the values of most parameters. */
  public static String url(String url) {
    int hash = url.indexOf('#');
    String whole = hash < 0 ? url : url.substring(0, hash);
    int mark = whole.indexOf('?');
    String place = mark < 0 ? whole : whole.substring(0, mark);
    place = place.replaceFirst("//[^/]*@", "//");
    return printable(mark < 0 ? place : place + "?" + query(whole.substring(mark + 1)));
  }

  private static String query(String query) {
    List<String> shown = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (equals >= 0 && SHOWN_PARAMETERS.contains(name)) {
        shown.add(parameter);
      } else {
        // Without "=" all of it may be the secret.
        shown.add(equals < 0 ? HIDDEN : name + "=" + HIDDEN);
      }
    }
    return String.join("&", shown);
  }

  /** One line for each header; values that are not known to be harmless are hidden. */
  public static String headers(Headers headers) {
    StringBuilder lines = new StringBuilder();
    redacted(headers)
        .forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    return lines.toString();
  }

  /** The headers, with values that are not known to be harmless hidden. */
  public static Headers redacted(Headers headers) {
    return changed(headers, Redaction::headerValue);
  }

  /** Returns the headers with changed values. */
  static Headers changed(Headers headers, BinaryOperator<String> value) {
    Map<String, List<String>> changed = new LinkedHashMap<>();
    headers.forEach(
        (name, old) ->
            changed.computeIfAbsent(name, n -> new ArrayList<>()).add(value.apply(name, old)));
    return Headers.of(changed);
  }

  /** Returns whether the value of a header of a request is to be hidden wherever it is repeated. */
  static boolean mayHoldASecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !SHOWN_HEADERS.contains(lower) && !lower.startsWith("if-");
  }

  private static String headerValue(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("location")) {
      return url(value);
    }
    return SHOWN_HEADERS.contains(lower) ? text(value) : HIDDEN;
  }

  /**
   * Text of a server without the tokens that it may repeat, and without characters that could
   * rewrite a terminal or reorder its text.
   */
  public static String text(String text) {
    String shown = TOKEN_FIELD.matcher(text).replaceAll("$1$2\"" + HIDDEN + "\"");
    shown = AUTHORIZATION.matcher(shown).replaceAll("$1$2" + HIDDEN);
    shown = URL.matcher(shown).replaceAll(m -> Matcher.quoteReplacement(url(m.group())));
    return printable(shown);
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().map(c -> isDangerous(c) ? '\uFFFD' : c).forEach(printable::appendCodePoint);
    return printable.toString();
  }

  /** Control characters, separators of lines, and controls of bidirectional text. */
  private static boolean isDangerous(int c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t')
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200e
        || c == 0x200f
        || c == 0x061c;
  }
}
