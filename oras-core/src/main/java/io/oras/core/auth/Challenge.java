package io.oras.core.auth;

import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.HeaderReader.Element;
import io.oras.core.wire.HeaderReader.Item;
import io.oras.core.wire.HeaderReader.Kind;
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

  /** A challenge that is being read. */
  private record Draft(String scheme, Map<String, String> parameters) {}

  /**
   * Reads all challenges of a {@code WWW-Authenticate} header. What is malformed is left out;
   * nothing is thrown.
   */
  public static List<Challenge> parse(HeaderReader header) {
    List<Draft> found = new ArrayList<>();
    for (HeaderReader value : header.values()) {
      Map<String, String> open = null;
      for (Element element : value.elements()) {
        int next = element.skipSpace(1);
        if (!element.item(0).isToken()) {
          open = null;
        } else if (element.item(next).kind() == Kind.EQUALS) {
          open = open != null && readParameters(element, 0, open) ? open : null;
        } else if (next == 1 && element.items().size() > 1) {
          open = null;
        } else {
          Map<String, String> parameters = new LinkedHashMap<>();
          found.add(new Draft(element.item(0).text(), parameters));
          boolean more = !isToken68(element, next) && readParameters(element, next, parameters);
          open = more ? parameters : null;
        }
      }
    }
    return found.stream().map(draft -> new Challenge(draft.scheme, draft.parameters)).toList();
  }

  /** Reads parameters to the element's end, and returns whether there was nothing else. */
  private static boolean readParameters(Element element, int start, Map<String, String> into) {
    int at = element.skipSpace(start);
    while (at < element.items().size()) {
      int equals = element.skipSpace(at + 1);
      if (!element.item(at).isToken() || element.item(equals).kind() != Kind.EQUALS) {
        return false;
      }
      String name = element.item(at).text().toLowerCase(Locale.ROOT);
      int value = element.skipSpace(equals + 1);
      Item text = element.item(value);
      if (text.kind() == Kind.QUOTED || text.isToken()) {
        into.putIfAbsent(name, text.text());
      } else if (text.kind() == Kind.COMMA) {
        into.putIfAbsent(name, "");
      } else {
        return false;
      }
      at = element.skipSpace(value + 1);
    }
    return true;
  }

  /** Returns whether the element ends with credentials, such as those of NTLM. */
  private static boolean isToken68(Element element, int start) {
    return element.item(start).isToken68()
        && element.items().stream().skip(start + 1L).allMatch(item -> item.kind() == Kind.EQUALS);
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
