package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;

/** Text that counts how often a character of it is read. */
public final class CountedText implements CharSequence {
  private final String text;
  private long reads;

  private CountedText(String text) {
    this.text = text;
  }

  /** Checks that twice the text costs a parser at most twice the reads: 2, 4, 8 and 16 KiB. */
  public static void assertLinear(String unit, Consumer<CharSequence> parser) {
    long before = Long.MAX_VALUE / 4;
    for (int length = 2 << 10; length <= 16 << 10; length *= 2) {
      CountedText counted = new CountedText(unit.repeat(length / unit.length()));
      parser.accept(counted);
      assertTrue(
          counted.reads <= 2 * before + 64,
          () -> "%d characters of %s: %d reads".formatted(counted.length(), unit, counted.reads));
      before = counted.reads;
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    reads++;
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    reads += end - start;
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    reads += text.length();
    return text;
  }
}
