package io.oras.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutIndexTest {
  private final Descriptor a = Fixtures.blob("a");
  private final Descriptor b = Fixtures.blob("b");

  @Test
  void nameMovesAndItsFormerHolderStaysListed() {
    LayoutIndex roots = LayoutIndex.NONE.with(a, "v1").with(b, "v1");
    assertEquals(List.of("null a", "v1 b"), shown(roots));
  }

  @Test
  void formerHolderWithAnotherNameIsListedUnderThatAlone() {
    LayoutIndex roots = LayoutIndex.NONE.with(a, "v1").with(a, "v2").with(b, "v1");
    assertEquals(List.of("v2 a", "v1 b"), shown(roots));
  }

  @Test
  void firstNameIsWrittenIntoTheEntryThatHasNone() {
    assertEquals(List.of("v1 a", "null b"), shown(LayoutIndex.NONE.with(a).with(b).with(a, "v1")));
  }

  @Test
  void whatChangesNothingIsTheSameObject() {
    LayoutIndex roots = LayoutIndex.NONE.with(a, "v1");
    assertSame(roots, roots.with(a));
    assertSame(roots, roots.with(a, "v1"));
    assertSame(roots, roots.withoutName("v2"));
    assertSame(roots, roots.without(b.digest()));
  }

  @Test
  void nameWithTwoHoldersMeansTheLastUntilItIsGivenAgain() {
    LayoutIndex twice =
        new LayoutIndex(List.of(new IndexEntry(a, "v1", null), new IndexEntry(b, "v1", null)));
    assertEquals(b, twice.named("v1").orElseThrow());
    assertEquals(List.of("v1 a", "null b"), shown(twice.with(a, "v1")));
    assertEquals(List.of("null a", "null b"), shown(twice.withoutName("v1")));
  }

  @Test
  void refNameThatCameWithADescriptorIsNoName() {
    Descriptor foreign = a.withAnnotation(Annotations.REF_NAME, "x");
    assertEquals(List.of("null a"), shown(LayoutIndex.NONE.with(foreign)));
    assertEquals(List.of("v1 a"), shown(LayoutIndex.NONE.with(foreign, "v1")));
    assertEquals(a, LayoutIndex.NONE.with(foreign).find(a.digest()).orElseThrow());
  }

  private List<String> shown(LayoutIndex roots) {
    return roots.list().stream()
        .map(r -> r.name() + (r.descriptor().equals(a) ? " a" : " b"))
        .toList();
  }
}
