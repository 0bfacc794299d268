package io.oras.core.wire;

import io.oras.api.error.LimitExceededException;
import io.oras.api.transport.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the values of one header (RFC 9110 section 5.6). The size of the values is limited, and the
 * time grows with it at most linearly: no position is visited more than twice. Malformed values
 * never fail; they give elements that mean nothing to the caller. Immutable.
 */
public final class HeaderReader {
  private static final int MAX_VALUES = 64;
  private static final int MAX_CHARACTERS = 16 << 10;

  /** What an item of a value is. */
  public enum Kind {
    /** Characters that are no separator, such as a token. */
    WORD,
    /** A quoted string, without its quotes and escapes. */
    QUOTED,
    /** What stands between angle brackets, as the target of a link does (RFC 8288 section 3). */
    TARGET,
    /** Spaces and tabs. */
    SPACE,
    /** A comma, or the end of a value. */
    COMMA,
    /** A semicolon. */
    SEMICOLON,
    /** An equals sign. */
    EQUALS
  }

  /** A part of a value. */
  public record Item(Kind kind, String text) {
    /** Returns whether this is a token (section 5.6.2). */
    public boolean isToken() {
      return kind == Kind.WORD && consistsOf(text, "!#$%&'*+-.^_`|~");
    }

    /** Returns whether this is a token68 without its padding (section 11.2). */
    public boolean isToken68() {
      return kind == Kind.WORD && consistsOf(text, "-._~+/");
    }

    private static boolean consistsOf(String text, String marks) {
      return text.chars()
          .allMatch(
              c ->
                  (c >= 'a' && c <= 'z')
                      || (c >= 'A' && c <= 'Z')
                      || (c >= '0' && c <= '9')
                      || marks.indexOf(c) >= 0);
    }
  }

  /** An element of a list, without the spaces around it; never empty. */
  public record Element(List<Item> items) {
    /** Copies the items. */
    public Element {
      items = List.copyOf(items);
    }

    /** Returns the item at the index, or a comma behind the last. */
    public Item item(int index) {
      return index < items.size() ? items.get(index) : END;
    }

    /** Returns the index of the first item from there on that is no space. */
    public int skipSpace(int index) {
      return item(index).kind() == Kind.SPACE ? index + 1 : index;
    }

    /** Returns the text before the parameters. */
    public String value() {
      return text(0, end(0));
    }

    /**
     * Returns the parameters behind semicolons, by name in lower case; of duplicates the first. A
     * parameter without a value has an empty one.
     */
    public Map<String, String> parameters() {
      Map<String, String> found = new LinkedHashMap<>();
      for (int start = end(0) + 1; start <= items.size(); start = end(start) + 1) {
        int end = end(start);
        int equals = start;
        while (equals < end && items.get(equals).kind() != Kind.EQUALS) {
          equals++;
        }
        String name = text(start, equals).toLowerCase(Locale.ROOT);
        int value = skipSpace(equals + 1);
        String text = item(value).kind() == Kind.QUOTED ? item(value).text() : text(value, end);
        found.putIfAbsent(name, text);
      }
      return found;
    }

    private int end(int start) {
      int end = start;
      while (end < items.size() && items.get(end).kind() != Kind.SEMICOLON) {
        end++;
      }
      return end;
    }

    private String text(int start, int end) {
      StringBuilder text = new StringBuilder();
      for (int i = start; i < end; i++) {
        text.append(items.get(i).text());
      }
      return text.toString().strip();
    }
  }

  private static final Item END = new Item(Kind.COMMA, "");

  private final List<? extends CharSequence> values;

  private HeaderReader(List<? extends CharSequence> values) {
    this.values = values;
  }

  /**
   * Creates a reader of the values of that header.
   *
   * @throws LimitExceededException if there are more than 64 values or 16 Ki characters in all
   */
  public static HeaderReader of(Headers headers, String name) throws LimitExceededException {
    List<String> values = headers.all(name);
    long characters = values.stream().mapToLong(String::length).sum();
    if (values.size() > MAX_VALUES || characters > MAX_CHARACTERS) {
      throw new LimitExceededException(
          "the header %s has %s values with %s characters, more than %s values or %s characters"
              .formatted(name, values.size(), characters, MAX_VALUES, MAX_CHARACTERS));
    }
    return new HeaderReader(values);
  }

  /** Creates a reader of values whose size the caller has limited. */
  public static HeaderReader of(List<? extends CharSequence> values) {
    return new HeaderReader(values);
  }

  /** Returns a reader for each value. */
  public List<HeaderReader> values() {
    return values.stream().map(value -> new HeaderReader(List.of(value))).toList();
  }

  /** Returns the first value without the spaces around it; empty text if the header is absent. */
  public String text() {
    return values.isEmpty() ? "" : values.get(0).toString().strip();
  }

  /** Returns the first value as a number; empty if it is none of 1 to 18 digits. */
  public OptionalLong number() {
    String text = text();
    boolean digits =
        !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  /** Returns the length of the content; empty if the header is absent or the body is encoded. */
  public static OptionalLong contentLength(Headers headers) throws LimitExceededException {
    String encoding = of(headers, "Content-Encoding").text();
    return encoding.isEmpty() || encoding.equals("identity")
        ? of(headers, "Content-Length").number()
        : OptionalLong.empty();
  }

  /** Returns the elements of all values: they are separated by commas outside of quotes. */
  public List<Element> elements() {
    List<Element> elements = new ArrayList<>();
    for (CharSequence value : values) {
      List<Item> items = new ArrayList<>();
      Scanner scanner = new Scanner(value);
      while (scanner.hasNext()) {
        Item item = scanner.next();
        if (item.kind() == Kind.COMMA) {
          add(elements, items);
        } else {
          items.add(item);
        }
      }
      add(elements, items);
    }
    return elements;
  }

  private static void add(List<Element> elements, List<Item> items) {
    int end = items.size();
    if (end > 0 && items.get(end - 1).kind() == Kind.SPACE) {
      end--;
    }
    int start = end > 0 && items.get(0).kind() == Kind.SPACE ? 1 : 0;
    if (start < end) {
      elements.add(new Element(items.subList(start, end)));
    }
    items.clear();
  }

  /** Splits one value into items. */
  private static final class Scanner {
    private final CharSequence text;
    private int at;

    /** A quote that was not closed: then no quote behind it is closed either. */
    private boolean unclosedQuote;

    private boolean unclosedTarget;

    Scanner(CharSequence text) {
      this.text = text;
    }

    boolean hasNext() {
      return at < text.length();
    }

    Item next() {
      char c = text.charAt(at);
      Kind separator =
          switch (c) {
            case ',' -> Kind.COMMA;
            case ';' -> Kind.SEMICOLON;
            case '=' -> Kind.EQUALS;
            default -> null;
          };
      if (separator != null) {
        at++;
        return new Item(separator, String.valueOf(c));
      }
      if (isSpace(c)) {
        int start = at;
        while (at < text.length() && isSpace(text.charAt(at))) {
          at++;
        }
        return new Item(Kind.SPACE, text.subSequence(start, at).toString());
      }
      Optional<Item> enclosed =
          c == '"' && !unclosedQuote
              ? quoted()
              : c == '<' && !unclosedTarget ? target() : Optional.empty();
      return enclosed.orElseGet(this::word);
    }

    private static boolean isSpace(char c) {
      return c == ' ' || c == '\t';
    }

    private Item word() {
      int start = at++;
      while (at < text.length() && isPart(text.charAt(at))) {
        at++;
      }
      return new Item(Kind.WORD, text.subSequence(start, at).toString());
    }

    private boolean isPart(char c) {
      return switch (c) {
        case ',', ';', '=', ' ', '\t' -> false;
        case '"' -> unclosedQuote;
        case '<' -> unclosedTarget;
        default -> true;
      };
    }

    private Optional<Item> quoted() {
      StringBuilder out = new StringBuilder();
      for (int i = at + 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"') {
          at = i + 1;
          return Optional.of(new Item(Kind.QUOTED, out.toString()));
        }
        if (c == '\\' && i + 1 < text.length()) {
          c = text.charAt(++i);
        }
        out.append(c);
      }
      unclosedQuote = true;
      return Optional.empty();
    }

    private Optional<Item> target() {
      for (int i = at + 1; i < text.length(); i++) {
        if (text.charAt(i) == '>') {
          Item target = new Item(Kind.TARGET, text.subSequence(at + 1, i).toString());
          at = i + 1;
          return Optional.of(target);
        }
      }
      unclosedTarget = true;
      return Optional.empty();
    }
  }
}
