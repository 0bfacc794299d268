package io.oras.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferLogTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "9949, 9.9 kB",
    "9950, 10 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "12345678, 12 MB",
    "5000000000, 5.0 GB",
    "7000000000000000, 7000 TB"
  })
  void bytesHaveTwoDigitsAndAUnit(long bytes, String text) {
    assertEquals(text, TransferLog.bytes(bytes));
  }
}
