package io.oras.core.registry.endpoint;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;
import static io.oras.core.registry.Fixture.digest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.options.Limits;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.FakeHttp.Reply;
import io.oras.core.registry.Fixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagEndpointTest {
  private static final String LIST = "GET /v2/demo/tags/list";

  private final Fixture fixture = new Fixture();
  private final FakeHttp http = fixture.http;

  private static Reply tags(String tags) {
    return reply(200, "{\"name\":\"demo\",\"tags\":" + tags + "}");
  }

  private static Reply tags(String tags, String next) {
    return tags(tags).with("Link", "<" + next + ">; rel=\"next\"");
  }

  private List<String> list() throws IOException {
    try (Stream<String> tags = fixture.reading().tags(Optional.empty())) {
      return tags.toList();
    }
  }

  @Test
  @Tag("DIST-LIST-01")
  void orderIsThatOfTheRegistry() throws IOException {
    http.on(LIST, tags("[\"b\",\"A\",\"a\",\"10\",\"9\"]"));
    assertEquals(List.of("b", "A", "a", "10", "9"), list());
  }

  @ParameterizedTest
  @Tag("DIST-LIST-01")
  @Tag("DIST-LIST-02")
  @ValueSource(strings = {"[]", "null"})
  void emptyListIsEmpty(String tags) throws IOException {
    http.on(LIST, tags(tags));
    assertEquals(List.of(), list());
  }

  @Test
  void missingListNullEntriesAndUnknownFieldsAreTolerated() throws IOException {
    http.on(LIST, reply(200, "{}"), tags("[null,\"a\",\"a\",null]"));
    assertEquals(List.of(), list());
    assertEquals(List.of("a"), list());
  }

  @Test
  @Tag("DIST-LIST-02")
  void missingRepositoryIsToldAtOnce() {
    http.on(LIST, error(404, "NAME_UNKNOWN"));
    assertThrows(NotFoundException.class, () -> fixture.reading().tags(Optional.empty()));
  }

  @Test
  @Tag("DIST-LIST-03")
  @Tag("DIST-LIST-05")
  void pagesAreFollowedAsTheyAreLinkedWhateverTheirSize() throws IOException {
    http.on(LIST + "?n=3", tags("[\"a\",\"b\"]", "/v2/demo/tags/list?token=a%2Fb%3D%3D"));
    http.on(LIST + "?token=a%2Fb%3D%3D", tags("[]", "?last=b"));
    http.on(LIST + "?last=b", tags("[\"c\"]"));
    try (Stream<String> tags = fixture.reading().tags(Optional.empty(), 3)) {
      assertEquals(List.of("a", "b", "c"), tags.toList());
    }
  }

  @Test
  void pagesAreReadOnlyWhenTheyAreWanted() throws IOException {
    http.on(LIST, tags("[\"a\",\"b\"]", "?last=b"));
    try (Stream<String> tags = fixture.reading().tags(Optional.empty())) {
      assertEquals(List.of("a"), tags.limit(1).toList());
    }
    assertEquals(1, http.received.size());
  }

  @Test
  void entryThatIsRepeatedOnTheNextPageComesOnce() throws IOException {
    http.on(LIST, tags("[\"a\",\"b\"]", "?last=b"));
    http.on(LIST + "?last=b", tags("[\"b\",\"c\"]"));
    assertEquals(List.of("a", "b", "c"), list());
  }

  @Test
  @Tag("DIST-LIST-07")
  @Tag("DIST-LIST-08")
  void beginningIsAfterATagWithOrWithoutAPageSize() throws IOException {
    http.otherwise(request -> tags("[]"));
    fixture.reading().tags(Optional.of("v1")).close();
    assertEquals(LIST + "?last=v1", http.last().line());
    fixture.reading().tags(Optional.of("v1"), 5).close();
    assertEquals(LIST + "?n=5&last=v1", http.last().line());
  }

  @ParameterizedTest
  @Tag("DIST-LIST-09")
  @ValueSource(
      strings = {
        "https://evil.example/v2/demo/tags/list",
        "http://r.example/v2/demo/tags/list",
        "//r.example:8443/x"
      })
  void linkToAnotherHostIsNotFollowed(String link) {
    http.on(LIST, tags("[\"a\"]", link));
    RegistryException e = assertThrows(RegistryException.class, this::list);
    assertTrue(
        e.getMessage()
            .contains(
                "/tags/list: response status code 200: OK; its link to the next page leads to"),
        e.getMessage());
    assertEquals(1, http.received.size());
  }

  @Test
  @Tag("DIST-LIST-10")
  void linkToAPageThatWasReadIsAnError() {
    http.on(LIST, tags("[\"a\"]", "?last=a"));
    http.on(LIST + "?last=a", tags("[\"b\"]", "?last=b"));
    http.on(LIST + "?last=b", tags("[\"a\"]", "?last=a"));
    assertThrows(UncheckedIOException.class, this::list);
    assertEquals(3, http.received.size());
  }

  @Test
  @Tag("DIST-SIZE-02")
  void endlessListIsCutWithAnError() {
    fixture.limits = limits(3, Limits.defaults().listEntries(), 1000);
    http.otherwise(r -> tags("[]", "?last=" + http.received.size()));
    UncheckedIOException e = assertThrows(UncheckedIOException.class, this::list);
    assertTrue(e.getCause() instanceof LimitExceededException);
    assertEquals(3, http.received.size());
    http.on(LIST, tags("[\"" + "a".repeat(100) + "\"]"));
    assertThrows(LimitExceededException.class, this::list);
  }

  @ParameterizedTest
  @Tag("DIST-SIZE-02")
  @ValueSource(strings = {"[]", "null", "[\"a\"]"})
  void endlessPagesWithoutANewEntryEndAfterAHundred(String tags) {
    http.otherwise(r -> tags(tags, "?last=" + http.received.size()));
    UncheckedIOException e = assertThrows(UncheckedIOException.class, this::list);
    assertTrue(e.getCause() instanceof LimitExceededException);
    assertTrue(e.getMessage().contains("the last 100 pages of the list had no new entry"));
    assertTrue(e.getMessage().contains("listing tags of"), e.getMessage());
    int first = tags.equals("[\"a\"]") ? 1 : 0;
    assertEquals(100 + first, http.received.size());
  }

  @Test
  @Tag("DIST-LIST-05")
  void emptyPagesBetweenOthersArePassedOver() throws IOException {
    http.otherwise(
        r -> {
          int page = http.received.size();
          String tags = page % 99 == 0 ? "[\"t" + page + "\"]" : "[]";
          return page == 297 ? tags(tags) : tags(tags, "?last=" + page);
        });
    assertEquals(List.of("t99", "t198", "t297"), list());
  }

  @Test
  @Tag("DIST-SIZE-02")
  void listOfTooManyEntriesIsAnError() {
    fixture.limits = limits(10, 5, 1000);
    http.on(LIST, tags("[\"a\",\"b\",\"c\"]", "?last=c"));
    http.on(LIST + "?last=c", tags("[\"d\",\"e\",\"f\"]", "?last=f"));
    UncheckedIOException e = assertThrows(UncheckedIOException.class, this::list);
    assertTrue(e.getCause() instanceof LimitExceededException);
    assertTrue(e.getMessage().contains("limit listEntries: 5"), e.getMessage());
  }

  @Test
  @Tag("DIST-SIZE-02")
  void listOfTooManyBytesIsAnErrorThatNamesTheList() {
    fixture.limits = limits(1000, Limits.defaults().listEntries(), 1000);
    http.otherwise(r -> tags("[\"" + "a".repeat(70) + "\"]", "?last=" + http.received.size()));
    UncheckedIOException e = assertThrows(UncheckedIOException.class, this::list);
    assertTrue(e.getCause() instanceof LimitExceededException);
    assertTrue(e.getMessage().contains("limit heldListBytes: 1000"), e.getMessage());
    assertTrue(e.getMessage().contains("listing tags of"), e.getMessage());
    assertTrue(http.received.size() < 1000 / 70 + 1, http.received.size() + " requests");
  }

  private static Limits limits(int pages, int listEntries, long heldListBytes) {
    return Limits.builder()
        .listPageBytes(100)
        .pages(pages)
        .listEntries(listEntries)
        .heldListBytes(heldListBytes)
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>", "[]", "{\"tags\":{}}", "{\"tags\":[1]}", "{\"tags\":[\"a\"]} x", ""})
  void listThatCannotBeReadSaysWhatIsWrong(String body) {
    http.on(LIST, reply(200, body));
    RegistryException e = assertThrows(RegistryException.class, this::list);
    assertTrue(e.getMessage().contains(body + "; the list cannot be read"), e.getMessage());
  }

  @Test
  @Tag("DIST-DEL-01")
  void tagIsRemovedByOneDelete() throws IOException {
    http.on("DELETE /v2/demo/manifests/v1", reply(202));
    fixture.writing().untag("v1");
    assertEquals(List.of("DELETE /v2/demo/manifests/v1"), http.lines());
    assertEquals("repository:demo:delete,pull", http.last().request().scopes().get(0).toString());
  }

  @ParameterizedTest
  @Tag("DIST-DEL-01")
  @ValueSource(ints = {400, 405})
  void manifestIsNeverDeletedForATag(int status) {
    Digest shared = digest("shared");
    http.on("DELETE /v2/demo/manifests/v1", error(status, "UNSUPPORTED"));
    http.on(LIST, tags("[\"v1\",\"latest\",\"other\",\"v1.0\"]"));
    head("v1", shared);
    head("latest", shared);
    head("v1.0", shared);
    head("other", digest("other"));
    UnsupportedException e =
        assertThrows(UnsupportedException.class, () -> fixture.writing().untag("v1"));
    assertEquals(status, e.response().orElseThrow().status());
    assertTrue(
        e.getMessage()
            .contains("deleting manifest " + shared + " would remove v1 and the tags latest, v1.0"),
        e.getMessage());
    assertFalse(
        http.lines().stream()
            .anyMatch(line -> line.startsWith("DELETE") && line.contains("sha256")));
    assertThrows(UnsupportedException.class, () -> fixture.writing().untag("v1"));
    assertEquals(1, http.all("DELETE").size());
  }

  private void head(String tag, Digest digest) {
    http.on(
        "HEAD /v2/demo/manifests/" + tag,
        reply(200)
            .with("Content-Type", MediaType.OCI_MANIFEST.value())
            .with("Content-Length", "10")
            .with("Docker-Content-Digest", digest.toString()));
  }

  @Test
  void tagThatIsNotThereIsTold() {
    http.on("DELETE /v2/demo/manifests/v1", error(404, "MANIFEST_UNKNOWN"));
    assertThrows(NotFoundException.class, () -> fixture.writing().untag("v1"));
    assertThrows(
        IllegalArgumentException.class, () -> fixture.writing().untag(digest("x").toString()));
  }
}
