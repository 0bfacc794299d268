package io.oras.core.http;

import static io.oras.core.http.Chains.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.core.context.TestOperations;
import io.oras.core.wire.CountedText;
import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseWarningsTest {
  private static final String URL = "https://r.example/v2/";

  private final Chains chains = new Chains();

  @Test
  @Tag("DIST-WARN-01")
  @Tag("DIST-WARN-02")
  @Tag("DIST-WARN-03")
  @Tag("DIST-WARN-05")
  void aWarningIsToldOnceWhateverTheAnswerAndChangesNothing() throws IOException {
    var transport =
        new ScriptedTransport(
            request -> Answer.of(404).with("Warning", "299 - \"a \\\"quoted\\\" b\""));
    var chain = chains.over(transport);
    for (int i = 0; i < 5; i++) {
      var response = chain.send(chains.heard(Chains.request(i == 0 ? "HEAD" : "GET", URL)));
      assertEquals(404, response.status());
      response.close();
    }
    assertEquals(
        List.of("WarningReceived[registry=r.example, text=a \"quoted\" b]"), chains.told());
  }

  @Test
  @Tag("DIST-WARN-04")
  void severalWarningsAreReadFromOneLineAndFromMany() {
    assertEquals(
        List.of("a", "b, c", "d"),
        ResponseWarnings.texts(
            HeaderReader.of(List.of("299 - \"a\", 299 - \"b, c\"", "199 - \"x\", 299 - \"d\""))));
  }

  @ParameterizedTest
  @Tag("DIST-WARN-04")
  @ValueSource(
      strings = {
        "199 - \"x\"",
        "299 host \"x\"",
        "299 - \"x\" \"Wed, 21 Oct 2015 07:28:00 GMT\"",
        "299 - x",
        "299 - \"open",
        "",
        "299",
        "299-\"x\"",
        ",,,"
      })
  void whatIsNoWarningForPeopleIsIgnored(String value) {
    assertEquals(List.of(), ResponseWarnings.texts(HeaderReader.of(List.of(value))));
  }

  @Test
  @Tag("DIST-WARN-04")
  void warningsAreCutAt4096Characters() {
    List<String> texts =
        ResponseWarnings.texts(
            HeaderReader.of(
                List.of(
                    "299 - \"" + "a".repeat(4000) + "\"", "299 - \"" + "b".repeat(4000) + "\"")));
    assertEquals(List.of(4000, 96), texts.stream().map(String::length).toList());
  }

  @Test
  void aWarningCannotRewriteATerminal() throws IOException {
    var headers =
        io.oras.api.transport.Headers.of(
            java.util.Map.of("Warning", List.of("299 - \"\u001b[2J\"")));
    new ResponseWarnings(new SentSecrets()).see(chains.operation.events(), "r.example", headers);
    assertEquals(List.of("WarningReceived[registry=r.example, text=\uFFFD[2J]"), chains.told());
  }

  @Test
  void aWarningOfAnotherHostIsNotTheRegistrys() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.redirect(307, "https://cdn.example/"),
            Answer.of(200).with("Warning", "299 - \"x\""));
    chains.over(transport).send(chains.heard(get(URL))).close();
    assertEquals(List.of(), chains.events);
  }

  @Test
  void whatIsLeftOfARateLimitIsTold() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.of(200)
                .with("ratelimit-limit", "100;w=21600")
                .with("ratelimit-remaining", "76;w=21600"));
    chains.over(transport).send(chains.heard(get(URL))).close();
    assertEquals(
        List.of("RateLimitSeen[registry=r.example, limit=100;w=21600, remaining=76;w=21600]"),
        chains.told());
  }

  @Test
  void aListenerThatFailsBreaksNothing() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.of(200).with("Warning", "299 - \"x\""));
    var operation =
        TestOperations.heardBy(
            event -> {
              throw new IllegalStateException("listener");
            });
    var response = chains.over(transport).send(get(URL));
    new ResponseWarnings(new SentSecrets())
        .see(operation.events(), "r.example", response.headers());
    assertEquals(200, response.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"299 - \"", "299 - \"\\\"", "299 ", ",", "299 - \"a\","})
  void twiceTheWarningIsAtMostTwiceTheWork(String unit) {
    CountedText.assertLinear(unit, text -> ResponseWarnings.texts(HeaderReader.of(List.of(text))));
  }

  @Test
  void warningBeyondTheLimitFailsNothing() {
    var headers =
        io.oras.api.transport.Headers.of(
            java.util.Map.of("Warning", List.of("299 - \"" + "a".repeat(16 << 10) + "\"")));
    new ResponseWarnings(new SentSecrets()).see(chains.operation.events(), "r.example", headers);
    assertEquals(List.of(), chains.events);
  }
}
