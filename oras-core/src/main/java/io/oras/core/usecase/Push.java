package io.oras.core.usecase;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.RawManifest;
import io.oras.api.content.StreamPusher;
import io.oras.api.content.Target;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.graph.CopyPlan;
import io.oras.core.graph.GraphCopy;
import io.oras.core.options.PushOptions;
import io.oras.core.pack.LayerReader;
import io.oras.core.pack.PackedSource;
import io.oras.core.pack.Packer;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.store.BatchStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Push is pack, then copy. */
public record Push(ClientContext client, OperationContext operation) {
  /**
   * Packs the artifact and copies it to the target.
   *
   * @param tags of the artifact; those of the options are not looked at
   */
  public RawManifest run(Artifact artifact, Target target, List<String> tags, PushOptions options)
      throws IOException {
    Target to = RemoteRepository.uploading(target, options.upload().orElse(null));
    try (PackedSource source = new PackedSource()) {
      StreamPusher sink = to.capability(StreamPusher.class).orElse(null);
      RawManifest manifest =
          new Packer(
                  client.codec(),
                  new LayerReader(source, sink, client.storeContext(Access.WRITE)::compression))
              .pack(artifact, options.imageSpec(), created(options));
      CopyPlan plan =
          new CopyPlan(
              operation.concurrency().atMost(options.concurrency()),
              CopyPlan.Successors.CHILDREN,
              options.force(),
              true,
              operation.events());
      GraphCopy copy = new GraphCopy(client.codec(), client.limits(), client.executor());
      return BatchStore.batched(
          to,
          destination -> {
            copy.copy(manifest, source, destination, tags, plan);
            return manifest;
          });
    }
  }

  /** The option, else {@code SOURCE_DATE_EPOCH} (reproducible-builds.org), else now. */
  private Instant created(PushOptions options) {
    if (options.created().isPresent()) {
      return options.created().get();
    }
    String epoch = client.environment().variable("SOURCE_DATE_EPOCH").orElse("");
    if (epoch.isEmpty()) {
      return client.clock().instant();
    }
    try {
      return Instant.ofEpochSecond(Long.parseLong(epoch));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "SOURCE_DATE_EPOCH is a number of seconds since 1970, got '" + epoch + "'", e);
    }
  }
}
