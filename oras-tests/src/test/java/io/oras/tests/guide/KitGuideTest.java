package io.oras.tests.guide;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.registry.RegistryProfile;
import io.oras.tests.registry.RegistryQuirk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages about the test library show a class that runs with the other tests. */
class KitGuideTest {
  @Test
  void pageShowsTheClassThatRuns() throws IOException {
    Path source = GuideCode.sources("com.example.publish").resolve("PublishTest.java");
    assertTrue(GuideCode.page("guides/testing.md").contains(Files.readString(source)));
  }

  @Test
  void pageNamesEveryProfileAndEveryQuirk() throws IOException {
    String page = GuideCode.page("reference/in-process-registry.md");
    for (RegistryProfile profile : RegistryProfile.values()) {
      assertTrue(page.contains("`" + profile + "`"), profile::toString);
    }
    for (RegistryQuirk quirk : RegistryQuirk.values()) {
      assertTrue(page.contains("`" + quirk + "`"), quirk::toString);
    }
  }
}
