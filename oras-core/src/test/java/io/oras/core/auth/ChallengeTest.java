package io.oras.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.core.wire.CountedText;
import io.oras.core.wire.HeaderReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
  private static String parse(String... lines) {
    return Challenge.parse(HeaderReader.of(Arrays.asList(lines))).stream()
        .map(Challenge::toString)
        .collect(Collectors.joining(" | "));
  }

  @ParameterizedTest
  @Tag("AUTH-02")
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '~',
      value = {
        "Basic realm=\"Test Registry\" -> basic realm=\"Test Registry\"",
        "Basic -> basic",
        "basic realm=x -> basic realm=\"x\"",
        "Bearer realm=\"https://a/t\",service=\"r\",scope=\"repository:s/m:pull,push\""
            + " -> bearer realm=\"https://a/t\",service=\"r\",scope=\"repository:s/m:pull,push\"",
        "bearer realm=\"https://a/t\", service=\"r\" -> bearer realm=\"https://a/t\",service=\"r\"",
        "BEARER REALM=\"https://a/t\" -> bearer realm=\"https://a/t\"",
        "Bearer realm = \"https://a/t\"   ,service=r.example, scope  =\"repository:a:pull,push\""
            + " -> bearer realm=\"https://a/t\",service=\"r.example\","
            + "scope=\"repository:a:pull,push\"",
        "Bearer realm=\"https://a/t?x=1&y=a,b\",service=\"s\""
            + " -> bearer realm=\"https://a/t?x=1&y=a,b\",service=\"s\"",
        "Bearer service=\"s\\\"q\\\\t\",realm=\"https://a/t\""
            + " -> bearer service=\"s\\\"q\\\\t\",realm=\"https://a/t\"",
        "Bearer realm=\"https://a/t\",error=\"invalid_token\",error_description=\"expired, sorry\""
            + " -> bearer realm=\"https://a/t\",error=\"invalid_token\","
            + "error_description=\"expired, sorry\"",
        "Bearer realm=\"https://a/t\",empty=\"\",service=\"s\""
            + " -> bearer realm=\"https://a/t\",empty=\"\",service=\"s\"",
        "Bearer realm=\"/token\",service=\"s\" -> bearer realm=\"/token\",service=\"s\""
      })
  void wellFormedChallengesAreRead(String header, String challenge) {
    assertEquals(challenge, parse(header));
  }

  @ParameterizedTest
  @Tag("AUTH-03")
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '~',
      value = {
        "Basic realm=\"a, b\", Bearer realm=\"https://a/t\",service=\"s\""
            + " -> basic realm=\"a, b\" | bearer realm=\"https://a/t\",service=\"s\"",
        "Bearer realm=\"https://a/t\",service=\"s\", Basic realm=\"x\""
            + " -> bearer realm=\"https://a/t\",service=\"s\" | basic realm=\"x\"",
        "Negotiate, Basic realm=\"x\" -> negotiate | basic realm=\"x\"",
        "NTLM TlRMTVNTUAAB==, Bearer realm=\"https://a/t\",service=\"s\""
            + " -> ntlm | bearer realm=\"https://a/t\",service=\"s\"",
        "Digest realm=\"x\", qop=\"auth,auth-int\", nonce=\"n\", Basic realm=\"y\""
            + " -> digest realm=\"x\",qop=\"auth,auth-int\",nonce=\"n\" | basic realm=\"y\""
      })
  void severalChallengesInOneLineAreToldApart(String header, String challenges) {
    assertEquals(challenges, parse(header));
  }

  @Test
  @Tag("AUTH-03")
  void severalHeaderLinesAreRead() {
    assertEquals("negotiate | basic realm=\"x\"", parse("Negotiate", "Basic realm=\"x\""));
    assertEquals(List.of(), Challenge.parse(HeaderReader.of(List.of())));
  }

  @ParameterizedTest
  @Tag("AUTH-02")
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '~',
      value = {
        "~~ -> ~~",
        ", -> ~~",
        "Bearer -> bearer",
        "Bearer realm -> bearer",
        "Bearer realm= -> bearer",
        "Bearer realm=\"https://a/t -> bearer",
        "Bearer realm=\"https://a/t\",service -> bearer realm=\"https://a/t\" | service",
        "Bearer realm=\"https://a/t\",service= -> bearer realm=\"https://a/t\",service=\"\"",
        "Bearer realm=\"https://a/t\" service=\"s\" -> bearer realm=\"https://a/t\",service=\"s\"",
        "Bearer realm=\"https://a/t\",,service=\"s\" -> bearer realm=\"https://a/t\",service=\"s\"",
        "Bearer realm=\"https://a/t\",realm=\"https://evil/t\" -> bearer realm=\"https://a/t\"",
        "Bearerrealm=\"x\" -> ~~",
        "Bear er realm=\"x\" -> bear",
        "\"quoted, Basic\", Basic -> basic",
        "= , ;; , Basic realm=x -> basic realm=\"x\""
      })
  void whatIsMalformedIsLeftOut(String header, String challenges) {
    assertEquals(challenges, parse(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\\\"",
        "a ",
        "a,",
        "a=\"b\",",
        "a=,",
        "Bearer a=b,",
        "Bearer \"",
        "a=",
        "NTLM a==,"
      })
  void twiceTheHeaderIsAtMostTwiceTheWork(String unit) {
    CountedText.assertLinear(unit, text -> Challenge.parse(HeaderReader.of(List.of(text))));
  }
}
