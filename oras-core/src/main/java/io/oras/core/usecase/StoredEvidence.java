package io.oras.core.usecase;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.spi.Evidence;
import io.oras.core.context.ClientContext;
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
    ReadOnlyTarget origin, Descriptor subject, ClientContext client, OperationContext operation)
    implements Evidence {
  @Override
  public List<Descriptor> referrers() throws IOException {
    return new ReferrerLookup(origin, client.codec(), client.limits(), operation.budget())
        .of(subject.plain(), null);
  }

  @Override
  public Optional<RawManifest> tagged(String tag) throws IOException {
    try {
      return Optional.of(new TargetReader(client).fetchUnchecked(origin, tag, List.of()));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public RawManifest manifest(Descriptor referrer) throws IOException {
    return new TargetReader(client).source(origin).manifestIfPossible(referrer);
  }

  @Override
  public byte[] blob(Descriptor blob, int limit) throws IOException {
    if (blob.size() > limit) {
      throw new LimitExceededException(
          "the blob %s has %s bytes; at most %s are read as part of a signature"
              .formatted(blob.digest(), blob.size(), limit));
    }
    return new TargetReader(client).source(origin).document("part of a signature", blob);
  }
}
