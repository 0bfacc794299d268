package io.oras.core.usecase;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.model.Descriptor;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.options.AttachOptions;
import io.oras.core.options.PushOptions;
import io.oras.core.pack.Packer;
import java.io.IOException;

/** An attach is the push of an artifact that has a subject. */
public record Attach(ClientContext client, OperationContext operation) {
  /**
   * Packs the artifact and pushes it as a referrer.
   *
   * @param source the same place as the target, where the trust policy applies
   * @param subject the reference of the subject
   */
  public RawManifest run(
      Artifact artifact,
      ReadOnlyTarget source,
      Target target,
      String subject,
      AttachOptions options)
      throws IOException {
    Packer.check(artifact, true);
    Descriptor found = new TargetReader(client).descriptor(source, subject, options.platform());
    return new Push(client, operation)
        .run(artifact.withSubject(found.plain()), target, options.tags(), pushOptions(options));
  }

  private static PushOptions pushOptions(AttachOptions options) {
    PushOptions.Builder push =
        PushOptions.builder()
            .imageSpec(options.imageSpec())
            .concurrency(options.concurrency())
            .force(options.force());
    options.created().ifPresent(push::created);
    options.upload().ifPresent(push::upload);
    return push.build();
  }
}
