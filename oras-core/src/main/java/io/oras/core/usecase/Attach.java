package io.oras.core.usecase;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.Target;
import io.oras.api.model.Descriptor;
import io.oras.api.model.RawManifest;
import io.oras.core.options.AttachOptions;
import io.oras.core.options.PushOptions;
import io.oras.core.pack.Packer;
import java.io.IOException;

/** An attach is the push of an artifact that has a subject. */
public final class Attach {
  private final Session session;

  /** Creates the use case. */
  public Attach(Session session) {
    this.session = session;
  }

  /**
   * Packs the artifact and pushes it as a referrer.
   *
   * @param subject the reference of the subject in the target
   * @param name of the target, in events
   */
  public RawManifest run(
      Artifact artifact, Target target, String subject, Object name, AttachOptions options)
      throws IOException {
    Packer.check(artifact, true);
    Descriptor found =
        new Resolve(session).descriptor(target, subject, options.platform().orElse(null));
    return new Push(session)
        .run(artifact.withSubject(found.plain()), target, null, name, pushOptions(options));
  }

  private static PushOptions pushOptions(AttachOptions options) {
    PushOptions.Builder push =
        PushOptions.builder()
            .tags(options.tags().toArray(String[]::new))
            .imageSpec(options.imageSpec())
            .concurrency(options.concurrency())
            .force(options.force())
            .listener(options.listener());
    options.created().ifPresent(push::created);
    options.upload().ifPresent(push::upload);
    options.timeout().ifPresent(push::timeout);
    return push.build();
  }
}
