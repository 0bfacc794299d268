package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.cli.output.TemplateCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The cases of {@link TemplateCases} are what the command that is written in Go prints. */
class TemplateInteropTest extends InteropTest {
  @Test
  void everyTemplatePrintsTheSame() throws Exception {
    String digest = layout();
    TemplateCases.VARIABLES.forEach(this::setVariable);
    assertAll(
        TemplateCases.all().stream()
            .map(
                given ->
                    () -> {
                      for (First who : First.values()) {
                        Run run =
                            attempt(
                                who,
                                "manifest",
                                "fetch",
                                "--oci-layout",
                                "lay@" + digest,
                                "--format",
                                "go-template",
                                "--template",
                                given.template());
                        String whoAndWhat = who + " " + given.template();
                        String error = given.error().isEmpty() ? "" : "Error: " + given.error();
                        assertEquals(given.output(), run.out(), whoAndWhat);
                        assertTrue(run.err().startsWith(error), whoAndWhat + run.err());
                        assertEquals(error.isEmpty() ? 0 : 1, run.exit(), whoAndWhat);
                      }
                    }));
  }

  /** A layout of one manifest; its digest. */
  private String layout() throws IOException {
    byte[] manifest = TemplateCases.manifest();
    Digest digest = Digest.of(manifest);
    Path blobs = Files.createDirectories(folder.resolve("lay/blobs/sha256"));
    Files.write(blobs.resolve(digest.encoded()), manifest);
    Files.writeString(folder.resolve("lay/oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        folder.resolve("lay/index.json"),
        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":"
            + "\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\""
            + digest
            + "\",\"size\":"
            + manifest.length
            + "}]}");
    return digest.toString();
  }
}
