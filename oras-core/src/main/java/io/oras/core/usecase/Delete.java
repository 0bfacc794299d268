package io.oras.core.usecase;

import io.oras.api.content.Deleter;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.options.DiscoverOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Deletes a manifest with all that refers to it. */
public record Delete(ClientContext client, OperationContext operation) {
  /** Referrers before what they refer to: a run that was stopped can be run again. */
  public List<Descriptor> run(ReadOnlyTarget target, Deleter deleter, String reference)
      throws IOException {
    List<Descriptor> all =
        new Discover(client, operation)
            .run(target, reference, DiscoverOptions.defaults())
            .all()
            .toList();
    List<Descriptor> deleted = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Descriptor next = all.get(i);
      try {
        deleter.deleteManifest(next);
        deleted.add(next);
      } catch (NotFoundException e) {
        // Listed and gone: somebody else was faster, or a list was out of date.
        if (i == 0) {
          throw e;
        }
      }
    }
    return deleted;
  }
}
