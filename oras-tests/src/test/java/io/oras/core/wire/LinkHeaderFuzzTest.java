package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LinkHeaderFuzzTest {
  private static String target(SeededRandom chance) {
    return chance.pick("/v2/", "https://reg.example/", "?") + chance.text("az09?&=%,;\"", 0, 12);
  }

  private static String parameters(SeededRandom chance, String relation) {
    String before =
        chance
            .list(
                0,
                2,
                () -> chance.pick("; title=\"a, <b>; rel=next \\\" \"", ";x", ";y=1", " ; z=\"\""))
            .stream()
            .collect(Collectors.joining());
    String rel = chance.pick("rel=" + relation, "REL=\"" + relation + "\"", "rel = " + relation);
    return before + chance.pick(";", "; ", " ;") + rel + chance.pick("", "; rel=other", " ");
  }

  @Test
  void theNextPageIsFoundAmongOtherLinks() {
    PropertyRunner.check(
        "link",
        800,
        chance -> {
          String target = target(chance);
          String next = "<" + target + ">" + parameters(chance, chance.pick("next", "NEXT"));
          List<String> before =
              chance.list(
                  0, 2, () -> "<" + target(chance) + ">" + parameters(chance, "prev") + " , ");
          assertEquals(
              Optional.of(target),
              LinkHeader.next(HeaderReader.of(List.of(String.join("", before) + next))));
          assertEquals(
              Optional.empty(),
              LinkHeader.next(HeaderReader.of(List.of("<" + target + ">; rel=\"previous\""))));
        });
  }

  @Test
  void anyTextGivesATargetOrNone() {
    PropertyRunner.check(
        "link-mutated",
        2000,
        chance -> {
          String text = "<" + target(chance) + ">" + parameters(chance, "next");
          LinkHeader.next(
                  HeaderReader.of(
                      List.of(chance.mutated(text, "<", ">", ";", "\"", "\\", "rel=next"))))
              .ifPresent(found -> assertFalse(found.isBlank() || found.contains(">"), found));
        });
  }
}
