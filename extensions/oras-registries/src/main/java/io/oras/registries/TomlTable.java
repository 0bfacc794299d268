package io.oras.registries;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;
import io.oras.api.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of a TOML file, whose values have the types that the caller expects. Errors name the file
 * and the key.
 *
 * @param file the path of the file
 * @param path of the table, such as {@code registry[2]}; empty for the file itself
 * @param values by key
 */
record TomlTable(String file, String path, Map<String, Object> values) {
  /** The parser recurses, so a larger file could exhaust the stack or the memory. */
  private static final int MAX_BYTES = 1 << 20;

  /** Reads a file. */
  static TomlTable read(Path file) throws IOException {
    String name = file.toString();
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_BYTES + 1);
    }
    if (content.length > MAX_BYTES) {
      throw new ConfigurationException(
          name, null, "the file has more than " + MAX_BYTES + " bytes", null);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      // The parser refuses a file that ends with the name of a table.
      return new TomlTable(name, "", values(new TomlParser().parse(new StringReader(text + "\n"))));
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(name, null, "the file is not UTF-8", e);
    } catch (ParsingException e) {
      throw new ConfigurationException(name, null, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw new ConfigurationException(name, null, "the file is not TOML: " + e, e);
    } catch (StackOverflowError e) {
      // The parser of night-config recurses once for each level of an array.
      throw new ConfigurationException(name, null, "arrays or tables are nested too deeply", null);
    }
  }

  private static Map<String, Object> values(UnmodifiableConfig config) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (UnmodifiableConfig.Entry entry : config.entrySet()) {
      values.put(entry.getKey(), entry.getRawValue());
    }
    return values;
  }

  /** Returns the path of a key in the file. */
  String key(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Returns an error about a key. */
  ConfigurationException error(String key, String problem) {
    return new ConfigurationException(file, key(key), problem, null);
  }

  /** Returns an error about the table itself. */
  ConfigurationException error(String problem) {
    return new ConfigurationException(file, path.isEmpty() ? null : path, problem, null);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Optional<String> text(String key) throws ConfigurationException {
    Object value = values.get(key);
    return value == null ? Optional.empty() : Optional.of(text(key, value));
  }

  private String text(String key, @Nullable Object value) throws ConfigurationException {
    if (value instanceof String text) {
      return text;
    }
    throw error(key, "is not a string");
  }

  /** Returns a boolean, false by default. */
  boolean flag(String key) throws ConfigurationException {
    Object value = values.get(key);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw error(key, "is not true or false");
  }

  Optional<List<String>> texts(String key) throws ConfigurationException {
    Object value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof List<?> items)) {
      throw error(key, "is not a list of strings");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      texts.add(text(key + "[" + i + "]", items.get(i)));
    }
    return Optional.of(texts);
  }

  /** Returns the tables of {@code [[key]]}. */
  List<TomlTable> tables(String key) throws ConfigurationException {
    Object value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> items)) {
      throw error(key, "is not a list of tables, which is written [[" + key(key) + "]]");
    }
    List<TomlTable> tables = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      tables.add(table(key + "[" + i + "]", items.get(i)));
    }
    return tables;
  }

  /** Returns the strings of the table {@code [key]} in their order. */
  Map<String, String> textsByKey(String key) throws ConfigurationException {
    Object value = values.get(key);
    if (value == null) {
      return Map.of();
    }
    TomlTable table = table(key, value);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : table.values().entrySet()) {
      texts.put(entry.getKey(), table.text(entry.getKey(), entry.getValue()));
    }
    return texts;
  }

  private TomlTable table(String key, @Nullable Object value) throws ConfigurationException {
    if (value instanceof UnmodifiableConfig config) {
      return new TomlTable(file, key(key), values(config));
    }
    throw error(key, "is not a table");
  }
}
