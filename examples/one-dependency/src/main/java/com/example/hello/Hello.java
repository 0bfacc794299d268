package com.example.hello;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import java.io.IOException;
import java.nio.file.Path;

/** Pushes a file, attaches an SBOM to it, lists what is attached, and pulls the file. */
public final class Hello {
  public static void main(String[] args) throws IOException {
    String name = args[0]; // such as localhost:5000/team/hello:v1 or oci-layout:///tmp/demo#v1
    MediaType sbom = new MediaType("application/vnd.cyclonedx+json");
    try (Oras oras = Oras.create()) {
      oras.push(name, Artifact.of(Layer.ofText("Hello").withTitle("hello.txt")));
      oras.attach(name, Artifact.of(sbom, Layer.ofText("{}").withTitle("bom.json")));
      oras.discover(name).flatten().forEach(each -> System.out.println(each.artifactType()));
      oras.pull(name, Path.of(args[1])).files().forEach(file -> System.out.println(file.path()));
    }
  }
}
