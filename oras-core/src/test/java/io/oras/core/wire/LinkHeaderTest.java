package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("DIST-LIST-04")
class LinkHeaderTest {
  private static Optional<String> next(String... headers) {
    return LinkHeader.next(HeaderReader.of(List.of(headers)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '§',
      value = {
        "</v2/a/tags/list?n=2&last=b>; rel=\"next\" ~ /v2/a/tags/list?n=2&last=b",
        "<https://r.example/v2/a/tags/list?last=b&n=2>; rel=\"next\" ~ https://r.example/v2/a/tags/list?last=b&n=2",
        "<list?last=b>; rel=next ~ list?last=b",
        "<?last=b>;rel=\"next\" ~ ?last=b",
        "</x>; rel=\"prev\", </v2/a/tags/list?last=b>; rel=\"next\" ~ /v2/a/tags/list?last=b",
        "</v2/a/tags/list?last=a,b;c>; title=\"x, y\"; rel=\"prev next\" ~ /v2/a/tags/list?last=a,b;c",
        "</v2/a/tags/list?last=b>; REL=\"NEXT\" ~ /v2/a/tags/list?last=b",
        "</v2/a/tags/list?token=a%2Fb%3D%3D>; rel=\"next\" ~ /v2/a/tags/list?token=a%2Fb%3D%3D",
        "</a>; title=\"a \\\" <b>; rel=next\"; rel=next ~ /a",
        "</a>; rel = \"next\" ~ /a",
        "</a> \t ;  rel=next ; title=x ~ /a",
        "</a>; title=x ; rel=\"ne\\xt\" ~ /a",
        "</a>; rel=\"next ~ /a",
        "</a>; a; b=; c=\"\"; rel=next ~ /a",
      })
  void nextPageIsFound(String header, String expected) {
    assertEquals(Optional.of(expected), next(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</v2/a/tags/list?last=b>",
        "garbage",
        "<>; rel=\"next\"",
        "<unterminated; rel=\"next\"",
        "</x>; rel=\"nextpage\"",
        "</x>; rel=prev; rel=next",
        "</x>; title=\"rel=next\"",
        "</x>; rel",
        "</x>; rel=",
        "</x>;",
        "</x>; title=\"next\\",
        "<",
        "<>",
        "",
        ";;;,,,==\"",
      })
  void nothingElseIsANextPage(String header) {
    assertEquals(Optional.empty(), next(header));
  }

  @Test
  void severalHeadersAreLookedAt() {
    assertEquals(Optional.of("/b"), next("</a>; rel=\"prev\"", "</b>; rel=\"next\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<", "<a>;", "<a>;rel=", "<a>;rel=\"", "\\\"", "<a>;a=\"\\", "<a>,", "<\""})
  void twiceTheHeaderIsAtMostTwiceTheWork(String unit) {
    CountedText.assertLinear(unit, text -> LinkHeader.next(HeaderReader.of(List.of(text))));
  }
}
