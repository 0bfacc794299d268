package com.example.stories;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import java.io.IOException;
import java.nio.file.Path;

/** Says something about an artifact that is there already. */
public final class ReportAttacher {
  private static final MediaType REPORT = new MediaType("application/vnd.example.report+json");

  private final Oras oras;

  public ReportAttacher(Oras oras) {
    this.oras = oras;
  }

  /** In one step, by digest. */
  public RawManifest attach(String subject, Path report) throws IOException {
    return oras.attach(subject, artifact(report)).manifest();
  }

  /** By hand: the subject is made of the manifest's bytes, as the registry sent them. */
  public RawManifest push(String name, String subject, Path report) throws IOException {
    Descriptor about = oras.fetch(subject).descriptor();
    return oras.push(name, artifact(report).withSubject(about)).manifest();
  }

  private static Artifact artifact(Path report) {
    return Artifact.of(Layer.of(report)).withType(REPORT);
  }
}
