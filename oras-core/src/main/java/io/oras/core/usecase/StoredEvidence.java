package io.oras.core.usecase;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.spi.Evidence;
import io.oras.core.context.OperationContext;
import io.oras.core.graph.ReferrerLookup;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What an artifact's own place stores beside it.
 *
 * @param origin not a cache
 * @param subject the artifact
 */
record StoredEvidence(
    ReadOnlyTarget origin, Descriptor subject, Session session, OperationContext operation)
    implements Evidence {
  @Override
  public List<Descriptor> referrers() throws IOException {
    return new ReferrerLookup(origin, session.codec(), session.limits(), operation.budget())
        .of(subject.plain(), null);
  }

  @Override
  public Optional<RawManifest> tagged(String tag) throws IOException {
    try {
      return Optional.of(session.fetchUnchecked(origin, tag, List.of()));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public RawManifest manifest(Descriptor referrer) throws IOException {
    return session.reader(origin).manifestIfPossible(referrer);
  }

  @Override
  public byte[] blob(Descriptor blob, int limit) throws IOException {
    if (blob.size() > limit) {
      throw new LimitExceededException(
          "the blob %s has %s bytes; at most %s are read as part of a signature"
              .formatted(blob.digest(), blob.size(), limit));
    }
    return session.reader(origin).document("part of a signature", blob);
  }
}
