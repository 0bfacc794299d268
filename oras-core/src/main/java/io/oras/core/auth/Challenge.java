package io.oras.core.auth;

import io.oras.core.wire.HeaderScanner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server wants before it answers (RFC 9110 section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters by name in lower case; of duplicates the first, so that nothing that is
 *     appended redirects a credential
 */
public record Challenge(String scheme, Map<String, String> parameters) {
  /** Keeps the parameters' order. */
  public Challenge {
    scheme = scheme.toLowerCase(Locale.ROOT);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** A parameter. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Whether the scheme is that one. */
  public boolean is(String name) {
    return scheme.equals(name);
  }

  /**
   * Reads all challenges of all header lines. What is malformed is left out; nothing is thrown.
   *
   * @param values of {@code WWW-Authenticate}
   */
  public static List<Challenge> parse(List<String> values) {
    List<Challenge> challenges = new ArrayList<>();
    for (String value : values) {
      HeaderScanner in = new HeaderScanner(value);
      for (in.skipSeparators(); !in.atEnd(); in.skipSeparators()) {
        String scheme = in.token();
        boolean separated = in.skipSpace();
        if (scheme.isEmpty() || !(separated || in.atEnd() || in.next(','))) {
          in.skipElement();
        } else {
          challenges.add(new Challenge(scheme, parameters(in)));
        }
      }
    }
    return challenges;
  }

  private static Map<String, String> parameters(HeaderScanner in) {
    Map<String, String> found = new LinkedHashMap<>();
    if (skipToken68(in)) {
      return found;
    }
    while (true) {
      int before = in.position();
      in.skipSeparators();
      String name = in.token().toLowerCase(Locale.ROOT);
      in.skipSpace();
      if (name.isEmpty() || !in.skip('=')) {
        // The next challenge's scheme, or garbage: after a comma the caller reads on.
        in.back(before);
        in.skipSpace();
        if (!in.next(',')) {
          in.skipElement();
        }
        return found;
      }
      in.skipSpace();
      if (in.next('"')) {
        Optional<String> text = in.quoted();
        text.ifPresent(t -> found.putIfAbsent(name, t));
        if (text.isEmpty()) {
          in.skipElement();
        }
      } else {
        found.putIfAbsent(name, in.token());
      }
    }
  }

  /** Credentials such as those of NTLM in the place of parameters. */
  private static boolean skipToken68(HeaderScanner in) {
    int before = in.position();
    if (!in.token68().isEmpty()) {
      in.skipSpace();
      if (in.atEnd() || in.next(',')) {
        return true;
      }
    }
    in.back(before);
    return false;
  }

  /** As a header has it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(scheme);
    String separator = " ";
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text.append(separator).append(parameter.getKey()).append("=\"");
      text.append(parameter.getValue().replaceAll("[\"\\\\]", "\\\\$0")).append('"');
      separator = ",";
    }
    return text.toString();
  }
}
