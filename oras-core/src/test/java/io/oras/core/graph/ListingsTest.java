package io.oras.core.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ReferrerLister;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.options.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListingsTest {
  private final List<Descriptor> asked = new ArrayList<>();
  private final Descriptor one = manifest("one");
  private final Descriptor two = manifest("two");
  private final Descriptor listed = manifest("listed");
  private final Descriptor other = manifest("other");

  private static Descriptor manifest(String text) {
    return Descriptor.of(MediaType.OCI_MANIFEST, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A destination where each subject has two referrers. */
  private final class Destination extends RecordingTarget implements ReferrerLister {
    @Override
    public Stream<Descriptor> referrers(Descriptor subject, Optional<MediaType> artifactType) {
      asked.add(subject);
      return Stream.of(listed, manifest("referrer of " + subject.digest()));
    }
  }

  private Listings listings(int most) throws IOException {
    return new Listings(new Destination(), Limits.builder().listEntries(most).build());
  }

  @Test
  void eachSubjectIsAskedForOnce() throws IOException {
    Listings listings = listings(4);

    for (int i = 0; i < 2; i++) {
      assertTrue(listings.list(one, listed));
      assertFalse(listings.list(one, other));
      assertTrue(listings.list(two, listed));
    }

    assertEquals(List.of(one, two), asked);
  }

  @Test
  void moreEntriesThanTheLimitAreReadAgainAndNotHeld() throws IOException {
    Listings listings = listings(3);

    for (int i = 0; i < 2; i++) {
      assertTrue(listings.list(one, listed));
      assertTrue(listings.list(two, listed));
    }

    assertEquals(List.of(one, two, one, two), asked);
  }
}
