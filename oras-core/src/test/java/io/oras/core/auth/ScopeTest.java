package io.oras.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  private static ScopeSet set(String scopes) {
    return ScopeSet.of(List.of()).with(scopes);
  }

  @ParameterizedTest
  @Tag("AUTH-17")
  @CsvSource({
    "'repository:samalba/my-app:pull,push', repository, samalba/my-app, 'pull,push'",
    "'repository:localhost:5000/a:pull,push', repository, localhost:5000/a, 'pull,push'",
    "repository(plugin):a/b:pull, repository(plugin), a/b, pull",
    "registry:catalog:*, registry, catalog, *",
    "'repository:a:push,pull,push', repository, a, 'pull,push'",
    "'repository:a:pull,*', repository, a, *"
  })
  void aScopeEndsItsNameAtTheLastColon(String text, String type, String name, String actions) {
    Scope scope = Scope.parse(text);
    assertEquals(type, scope.type());
    assertEquals(name, scope.name());
    assertEquals(actions, String.join(",", scope.actions()));
  }

  @ParameterizedTest
  @Tag("AUTH-17")
  @ValueSource(strings = {"openid", "a:b", ":a:pull", "repository::pull", "a:b:", "a:b:,", "::"})
  void aFormThatIsNotKnownIsPassedOn(String text) {
    assertEquals(text, Scope.parse(text).toString());
  }

  @ParameterizedTest
  @Tag("AUTH-18")
  @CsvSource({
    "repository:a:pull repository:a:push:pull, repository:a:pull repository:a:push:pull",
    "'repository:a:pull repository:a:push,pull', 'repository:a:pull,push'",
    "'repository:a:* repository:a:push,pull', repository:a:*",
    "'repository:b:pull repository:a:pull,push', 'repository:a:pull,push repository:b:pull'",
    "'  repository:a:pull   openid ', repository:a:pull openid",
    "'', ''"
  })
  void scopesOfOneResourceAreMergedAndPushComesFirst(String texts, String merged) {
    assertEquals(merged, set(texts).toString());
  }

  @Test
  @Tag("AUTH-18")
  void setsAreEqualInWhateverOrder() {
    assertEquals(
        set("repository:a:pull repository:b:pull"), set("repository:b:pull repository:a:pull"));
  }

  @Test
  @Tag("AUTH-18")
  void aSetCoversWhatIsWithinIt() {
    assertTrue(set("repository:a:pull,push").covers(set("repository:a:pull")));
    assertTrue(set("repository:a:*").covers(set("repository:a:delete")));
    assertTrue(set("repository:a:pull openid").covers(set("openid")));
    assertFalse(set("repository:a:pull").covers(set("repository:a:pull,push")));
    assertFalse(set("repository:a:pull").covers(set("repository:b:pull")));
  }
}
