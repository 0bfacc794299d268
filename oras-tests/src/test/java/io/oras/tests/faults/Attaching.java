package io.oras.tests.faults;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A program: for each line of its input, the name of a subject, it attaches some referrers and says
 * so. Arguments: who it is, how many referrers, the state folder.
 */
final class Attaching {
  private Attaching() {}

  /** Runs until its input ends. */
  public static void main(String[] args) throws IOException {
    int count = Integer.parseInt(args[1]);
    try (Oras oras =
            Oras.builder()
                .installedCredentials(InstalledCredentials.none())
                .stateFolder(Path.of(args[2]))
                .build();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("ready");
      for (String subject = in.readLine(); subject != null; subject = in.readLine()) {
        Descriptor descriptor = oras.resolve(subject);
        String repository = subject.substring(0, subject.lastIndexOf(':'));
        for (int i = 0; i < count; i++) {
          byte[] content = (subject + args[0] + i).getBytes(StandardCharsets.UTF_8);
          oras.push(
              repository,
              Artifact.of(Layer.ofBytes(content))
                  .withType(new MediaType("application/vnd.test.attached"))
                  .withSubject(descriptor.plain()));
        }
        System.out.println("done");
      }
    }
  }
}
