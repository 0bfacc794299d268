package io.oras.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("IMG-IDX-07")
final class PlatformTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"linux/amd64", "linux/arm64/v8", "linux/arm/v7", "windows/amd64:10.0.14393.1066"})
  void aPlatformIsReadAsItIsWritten(String text) {
    assertEquals(text, Platform.parse(text).toString());
  }

  @Test
  void theArchitectureIsThatOfThisJvmWhenItIsLeftOut() {
    Platform parsed = Platform.parse("linux:6.1");
    assertEquals(Platform.current().architecture(), parsed.architecture());
    assertEquals("6.1", parsed.osVersion());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/amd64", "linux/", "linux/arm/v7/x", ":1"})
  void whatIsNoPlatformIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Platform.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "linux/arm64, linux/arm64/v8, true",
    "linux/arm64/v8, linux/arm64, true",
    "linux/arm64/v9, linux/arm64/v8, false",
    "linux/arm/v6, linux/arm/v7, false",
    "linux/amd64, linux/amd64/v2, false",
    "linux/amd64, linux/386, false",
    "linux/amd64, windows/amd64, false",
    "windows/amd64:1, windows/amd64, true",
    "windows/amd64:1, windows/amd64:2, false"
  })
  @Tag("IMG-IDX-08")
  void whatIsWantedDecides(String offered, String wanted, boolean serves) {
    assertEquals(serves, Platform.parse(offered).satisfies(Platform.parse(wanted)));
  }

  @Test
  void everyFeatureThatIsWantedMustBeThere() {
    Platform plain = Platform.of("windows", "amd64");
    Platform featured =
        new Platform("windows", "amd64", null, null, List.of("win32k", "x"), List.of());
    Platform wanted = new Platform("windows", "amd64", null, null, List.of("win32k"), List.of());
    assertEquals(
        List.of(true, false, true),
        List.of(featured.satisfies(wanted), plain.satisfies(wanted), featured.satisfies(plain)));
  }
}
