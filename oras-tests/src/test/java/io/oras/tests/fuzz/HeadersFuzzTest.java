package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.core.auth.Challenge;
import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.Redaction;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What servers say in headers, and what is shown of it. */
class HeadersFuzzTest {
  private static final String TOKEN = "aZ9!#$%&'*+-.^_`|~";

  private static Challenge challenge(SeededRandom chance) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int more = chance.below(4); more > 0; more--) {
      String value = chance.oneIn(2) ? chance.text(TOKEN, 1, 9) : chance.anyText(9);
      parameters.put(chance.text("abz-9", 1, 6), value);
    }
    return new Challenge(chance.text("abz9-", 1, 8), parameters);
  }

  private static List<Challenge> parse(List<String> values) {
    return Challenge.parse(HeaderReader.of(values));
  }

  private static String space(SeededRandom chance) {
    return chance.text(" \t", 0, 2);
  }

  private static String written(SeededRandom chance, Challenge challenge) {
    List<String> parameters = new ArrayList<>();
    challenge
        .parameters()
        .forEach(
            (name, value) ->
                parameters.add(
                    name + space(chance) + "=" + space(chance) + written(chance, value)));
    return challenge.scheme() + " " + String.join(space(chance) + "," + space(chance), parameters);
  }

  private static String written(SeededRandom chance, String value) {
    boolean token = !value.isEmpty() && value.chars().allMatch(c -> TOKEN.indexOf(c) >= 0);
    return token && chance.oneIn(2)
        ? value
        : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Test
  void challengesAreReadAsTheyAreWritten() {
    PropertyRunner.check(
        "challenge",
        800,
        chance -> {
          List<Challenge> challenges = chance.list(0, 3, () -> challenge(chance));
          List<String> lines = challenges.stream().map(c -> written(chance, c)).toList();
          assertEquals(challenges, parse(lines));
          assertEquals(challenges, parse(List.of(String.join(" , ", lines))));
          assertEquals(challenges, parse(challenges.stream().map(Challenge::toString).toList()));
        });
  }

  @Test
  void nothingBehindAChallengeChangesIt() {
    PropertyRunner.check(
        "challenge-mutated",
        2000,
        chance -> {
          Challenge first = challenge(chance);
          String more = chance.mutated(written(chance, challenge(chance)), ",", "\"", "=", "\\");
          assertEquals(first, parse(List.of(written(chance, first), more)).get(0));
          String changed = chance.mutated(written(chance, first), ",", "\"", "=", "realm", "\\");
          assertTrue(parse(List.of(changed, more)).size() < 100);
        });
  }

  @Test
  void noSecretIsShown() {
    PropertyRunner.check(
        "redaction",
        1000,
        chance -> {
          String secret = "S3cr3t" + chance.text("abcdefXYZ0123456789", 16, 40);
          String url =
              "https://user:"
                  + secret
                  + "@reg.example/v2/"
                  + chance.text("a/:@", 0, 5)
                  + "?"
                  + chance.text("abz", 0, 3)
                  + chance.pick("sig=", "X-Amz-Signature=", "token=", "_state=", "")
                  + secret
                  + chance.pick("", "&n=1", "&&", "#" + secret);
          hidden(secret, Redaction.url(url));
          hidden(
              secret,
              Redaction.text(
                  chance.anyText(5)
                      + " "
                      + chance.pick("Bearer ", "basic ", "\"token\":\"", "{\"access_token\": \"")
                      + secret
                      + chance.anyText(5)));
          hidden(secret, Redaction.text("see " + url + " for it"));
        });
  }

  private static void hidden(String secret, String shown) {
    assertFalse(shown.contains(secret), shown);
  }
}
