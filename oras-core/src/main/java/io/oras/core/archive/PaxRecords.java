package io.oras.core.archive;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What a {@link TarHeader} cannot say (POSIX.1-2001, pax, "pax Extended Header"). */
final class PaxRecords {
  private final Map<String, String> records = new TreeMap<>();

  /** Adds it unless it fits its field. */
  void addText(String key, String text) {
    TarHeader.Field field = key.equals("path") ? TarHeader.NAME : TarHeader.LINK;
    if (!field.fitsText(text)) {
      records.put(key, text);
    }
  }

  /** Adds it unless it fits its field. */
  void addNumber(String key, long number) {
    TarHeader.Field field = key.equals("size") ? TarHeader.SIZE : TarHeader.MTIME;
    if (!field.fitsNumber(number)) {
      records.put(key, Long.toString(number));
    }
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /** {@code length key=value\n} each, where the length counts itself. */
  byte[] bytes() {
    StringBuilder all = new StringBuilder();
    records.forEach(
        (key, value) -> {
          String rest = " " + key + "=" + value + "\n";
          int bare = rest.getBytes(StandardCharsets.UTF_8).length;
          int length = bare + Integer.toString(bare).length();
          length = bare + Integer.toString(length).length();
          all.append(length).append(rest);
        });
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }
}
