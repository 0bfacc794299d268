package io.oras.core.wire;

import io.oras.api.spi.Environment;
import io.oras.api.transport.AuthenticatedProxy;
import io.oras.api.transport.Headers;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.core.concurrent.Mutex;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The secrets that one client sent last. They are hidden in what is shown of the answers, in each
 * form in which a server may repeat them, beside what {@link Redaction} finds by its look. Thread
 * safe.
 */
public final class SentSecrets {
  private static final int REMEMBERED = 256;

  /** Shorter forms are likely to be a part of something else. */
  private static final int SHORT = 6;

  private static final Set<String> FORM_FIELDS = Set.of("password", "refresh_token");

  private static final List<String> PROXIES = List.of("http_proxy", "https_proxy", "all_proxy");

  /** Forms of the passwords of proxies, which the transport sends. */
  private final List<List<String>> proxies;

  private final Mutex lock = new Mutex();
  private final Map<String, List<String>> forms =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Creates an empty set. */
  public SentSecrets() {
    this.proxies = List.of();
  }

  /** Creates a set with the passwords of the proxies that environment variables name. */
  public SentSecrets(Environment environment) {
    this.proxies =
        PROXIES.stream()
            .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
            .flatMap(name -> environment.variable(name).stream())
            .flatMap(SentSecrets::userInfo)
            .distinct()
            .map(SentSecrets::formsOfPair)
            .toList();
  }

  /** Returns the part before the host, as it is and decoded; text that is no URL may have one. */
  private static Stream<String> userInfo(String proxy) {
    int scheme = proxy.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int end = proxy.lastIndexOf('@');
    if (end <= start) {
      return Stream.empty();
    }
    String text = proxy.substring(start, end);
    try {
      return Stream.of(text, URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Stream.of(text);
    }
  }

  private static String user(String pair) {
    return pair.substring(0, Math.max(pair.indexOf(':'), 0));
  }

  /**
   * Remembers the secrets of a request that is about to be sent: the values of its headers, unless
   * these are known to be harmless, and the password or refresh token of a form.
   */
  public void learn(TransportRequest request) {
    request.headers().forEach(this::learnHeader);
    if (request.body() instanceof RequestBody.Bytes bytes
        && request.headers().all("Content-Type").contains("application/x-www-form-urlencoded")) {
      learnForm(new String(bytes.content(), StandardCharsets.UTF_8));
    }
  }

  /** Returns a selector that remembers the passwords of the proxies that the given one selects. */
  public ProxySelector learning(ProxySelector selector) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI url) {
        List<Proxy> choice = selector.select(url);
        // Null is against the contract, and counts as no proxy.
        List<Proxy> selected = choice == null ? List.of() : choice;
        for (Proxy proxy : selected) {
          if (proxy instanceof AuthenticatedProxy authenticated) {
            learnPair(authenticated.userInfo());
          }
        }
        return selected;
      }

      @Override
      public void connectFailed(URI url, SocketAddress address, IOException e) {
        selector.connectFailed(url, address, e);
      }
    };
  }

  private void learnPair(String pair) {
    add(user(pair), pair.substring(pair.indexOf(':') + 1));
  }

  private void learnHeader(String name, String value) {
    if (!Redaction.mayHoldASecret(name)) {
      return;
    }
    String bare = value.substring(value.indexOf(' ') + 1);
    if (value.regionMatches(true, 0, "Basic ", 0, 6)) {
      try {
        learnPair(new String(Base64.getDecoder().decode(bare), StandardCharsets.UTF_8));
        return;
      } catch (IllegalArgumentException e) {
        // A caller's own header: it is hidden as it is.
      }
    }
    add("", bare);
  }

  private void learnForm(String form) {
    for (String field : form.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0 && FORM_FIELDS.contains(field.substring(0, equals))) {
        add("", URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
  }

  private void add(String user, String secret) {
    if (secret.isEmpty()) {
      return;
    }
    String key = user + ":" + secret;
    lock.run(
        () -> {
          List<String> known = forms.remove(key);
          forms.put(key, known == null ? formsOf(user, secret) : known);
        });
  }

  /** Returns a text of a server as it may be shown. */
  public String text(String text) {
    return Redaction.text(hide(text));
  }

  /** Returns a URL that a server sent as it may be shown. */
  public String url(URI url) {
    return hide(Redaction.url(hide(url.toString())));
  }

  /** Returns headers as they may be shown. */
  public Headers redacted(Headers headers) {
    return Redaction.changed(Redaction.redacted(headers), (name, value) -> hide(value));
  }

  private static List<String> formsOf(String user, String secret) {
    Set<String> all = new LinkedHashSet<>();
    for (String pair : List.of(user + ":" + secret, secret)) {
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      for (Base64.Encoder base64 : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        all.add(base64.encodeToString(bytes));
        all.add(base64.withoutPadding().encodeToString(bytes));
      }
    }
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String percent = form.replace("+", "%20").replace("%7E", "~").replace("*", "%2A");
    String partly = percent.replace("%3A", ":").replace("%2F", "/").replace("%2C", ",");
    for (String encoded : List.of(form, percent, partly)) {
      all.add(encoded);
      all.add(lowerCaseHex(encoded));
    }
    String quoted = secret.replace("\\", "\\\\").replace("\"", "\\\"");
    all.add(quoted);
    all.add(quoted.replace("/", "\\/"));
    all.add(secret);
    List<String> longestFirst = new ArrayList<>(all);
    longestFirst.sort((one, other) -> Integer.compare(other.length(), one.length()));
    return longestFirst;
  }

  /** Returns the forms of a user with a password; a user without a password may be a token. */
  private static List<String> formsOfPair(String pair) {
    String user = pair.replaceFirst(":$", "");
    int colon = user.indexOf(':');
    if (user.isEmpty()) {
      return List.of();
    }
    if (colon >= 0) {
      return formsOf(user.substring(0, colon), user.substring(colon + 1));
    }
    List<String> forms = new ArrayList<>();
    for (Base64.Encoder base64 :
        List.of(Base64.getEncoder(), Base64.getEncoder().withoutPadding())) {
      forms.add(base64.encodeToString((user + ":").getBytes(StandardCharsets.UTF_8)));
    }
    forms.addAll(formsOf("", user));
    return forms;
  }

  private static String lowerCaseHex(String encoded) {
    StringBuilder out = new StringBuilder(encoded);
    for (int i = encoded.indexOf('%'); i >= 0; i = encoded.indexOf('%', i + 1)) {
      out.replace(i, i + 3, encoded.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return out.toString();
  }

  private String hide(String text) {
    List<List<String>> secrets = new ArrayList<>(proxies);
    lock.run(
        () -> {
          secrets.addAll(forms.values());
        });
    String hidden = text;
    for (List<String> each : secrets) {
      for (String form : each) {
        hidden = hide(hidden, form);
      }
    }
    return hidden;
  }

  private static String hide(String text, String form) {
    int found = text.indexOf(form);
    if (found < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (; found >= 0; found = text.indexOf(form, from)) {
      int end = found + form.length();
      boolean hides = form.length() >= SHORT || standsAlone(text, found, end);
      out.append(text, from, found).append(hides ? Redaction.HIDDEN : form);
      from = end;
    }
    return out.append(text, from, text.length()).toString();
  }

  private static boolean standsAlone(String text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }
}
