package io.oras.core.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One block of 512 bytes before an entry's content (POSIX.1-2001, pax, "ustar Interchange"). */
final class TarHeader {
  static final int LENGTH = 512;

  static final Field NAME = new Field(0, 100);
  static final Field MODE = new Field(100, 8);
  static final Field UID = new Field(108, 8);
  static final Field GID = new Field(116, 8);
  static final Field SIZE = new Field(124, 12);
  static final Field MTIME = new Field(136, 12);
  static final Field LINK = new Field(157, 100);
  static final Field MAJOR = new Field(329, 8);
  static final Field MINOR = new Field(337, 8);
  static final Field PREFIX = new Field(345, 155);
  private static final Field CHECKSUM = new Field(148, 7);
  private static final int TYPE = 156;
  private static final int MAGIC = 257;

  private final byte[] block = new byte[LENGTH];

  record Field(int offset, int length) {
    boolean fitsText(String text) {
      return isAscii(text) && text.length() <= length;
    }

    /** In octal digits, with a NUL behind them. */
    boolean fitsNumber(long number) {
      return number >= 0 && number < 1L << (3 * (length - 1));
    }
  }

  record SplitName(String prefix, String name) {}

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c > 0 && c < 0x80);
  }

  /** How the name goes into prefix and name; null when it does not. */
  static @Nullable SplitName split(String name) {
    if (NAME.fitsText(name)) {
      return new SplitName("", name);
    }
    int end = name.length() > PREFIX.length() + 1 ? PREFIX.length() + 1 : name.length();
    if (end == name.length() && name.endsWith("/")) {
      end--;
    }
    int slash = name.lastIndexOf('/', end - 1);
    int rest = name.length() - slash - 1;
    boolean fits = slash > 0 && slash <= PREFIX.length() && rest > 0 && rest <= NAME.length();
    return fits && isAscii(name)
        ? new SplitName(name.substring(0, slash), name.substring(slash + 1))
        : null;
  }

  /** The name of a PAX header is for old readers: what does not fit is cut off. */
  static String cut(String name) {
    String ascii = ascii(name);
    String cut = ascii.length() > NAME.length() ? ascii.substring(0, NAME.length()) : ascii;
    return stripSlashes(cut);
  }

  private static String ascii(String text) {
    return isAscii(text) ? text : text.replaceAll("[^\\x01-\\x7f]", "");
  }

  private static String stripSlashes(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }

  /** ASCII as far as it fits; the whole text stands in a PAX record then. */
  void text(Field field, String text) {
    String ascii = ascii(text);
    if (ascii.length() > field.length()) {
      ascii = ascii.substring(0, field.length());
      if (ascii.endsWith("/")) {
        // Old readers take a file with a slash at its end for a folder.
        ascii = stripSlashes(ascii) + "\0" + "/".repeat(trailingSlashes(ascii) - 1);
      }
    }
    put(field.offset(), ascii);
  }

  private static int trailingSlashes(String text) {
    return text.length() - stripSlashes(text).length();
  }

  /** Octal digits and a NUL; 0 for what does not fit, which stands in a PAX record then. */
  void octal(Field field, long number) {
    String digits = Long.toOctalString(field.fitsNumber(number) ? number : 0);
    put(field.offset(), "0".repeat(field.length() - 1 - digits.length()) + digits);
  }

  void type(char type) {
    block[TYPE] = (byte) type;
  }

  private void put(int offset, String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  byte[] finish() {
    put(MAGIC, "ustar\00000");
    Arrays.fill(block, CHECKSUM.offset(), TYPE, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(CHECKSUM, sum);
    block[CHECKSUM.offset() + CHECKSUM.length() - 1] = 0;
    return block;
  }
}
