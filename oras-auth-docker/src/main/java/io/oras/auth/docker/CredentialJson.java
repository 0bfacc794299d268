package io.oras.auth.docker;

import io.oras.api.error.CredentialException;
import io.oras.api.error.MissingProviderException;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON objects from and to bytes. No message quotes the text, for it holds secrets. */
final class CredentialJson {
  /** Looking it up takes longer than reading a file; racing threads may do it twice. */
  private static volatile @Nullable JsonProvider loaded;

  /** Legal in JSON as an escape, and nothing that UTF-8 can say. */
  private static final Pattern HALF_PAIR = Pattern.compile("\\p{Cs}");

  private CredentialJson() {}

  static JsonProvider factory() {
    JsonProvider provider = loaded;
    if (provider == null) {
      provider = load();
      loaded = provider;
    }
    return provider;
  }

  /**
   * One object in UTF-8 with nothing after it.
   *
   * @param source for messages
   * @throws CredentialException with source, line and column
   */
  static JsonObject parse(String source, byte[] utf8) throws CredentialException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new CredentialException(source + " is not JSON: malformed UTF-8", e);
    }
    JsonProvider provider = factory();
    try (JsonParser parser = provider.createParser(new StringReader(text))) {
      if (parser.next() != Event.START_OBJECT) {
        throw new CredentialException(source + " is JSON, but not an object");
      }
      JsonObject object = parser.getObject();
      if (parser.hasNext()) {
        throw new CredentialException(source + " contains more than one JSON object");
      }
      return object;
    } catch (JsonParsingException e) {
      // Without its cause: the parser's message may quote the text.
      throw new CredentialException(
          "%s is not JSON at line %s, column %s"
              .formatted(
                  source, e.getLocation().getLineNumber(), e.getLocation().getColumnNumber()));
    } catch (RuntimeException e) {
      // Providers have limits of their own, such as one for digits, and exceptions for them.
      throw new CredentialException(source + " is not JSON");
    }
  }

  /** As docker writes it: indented by tabs, no line end at the end. */
  static byte[] format(JsonObject object) {
    StringBuilder out = new StringBuilder();
    write(object, "\n", out);
    return HALF_PAIR
        .matcher(out)
        .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonValue value, String line, StringBuilder out) {
    String inner = line + '\t';
    if (value instanceof JsonObject object) {
      members(
          object.entrySet().iterator(),
          "{}",
          line,
          out,
          member -> {
            out.append(factory().createValue(member.getKey())).append(": ");
            write(member.getValue(), inner, out);
          });
    } else if (value instanceof JsonArray array) {
      members(array.iterator(), "[]", line, out, element -> write(element, inner, out));
    } else {
      out.append(value);
    }
  }

  private static <T> void members(
      Iterator<T> members, String brackets, String line, StringBuilder out, Consumer<T> writer) {
    out.append(brackets.charAt(0));
    boolean any = members.hasNext();
    while (members.hasNext()) {
      out.append(line).append('\t');
      writer.accept(members.next());
      out.append(members.hasNext() ? "," : "");
    }
    out.append(any ? line : "").append(brackets.charAt(1));
  }

  private static JsonProvider load() {
    try {
      return JsonProvider.provider();
    } catch (JsonException e) {
      MissingProviderException missing =
          new MissingProviderException(
              "no JSON provider is installed; add org.eclipse.parsson:parsson");
      missing.initCause(e);
      throw missing;
    }
  }
}
