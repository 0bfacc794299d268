package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.core.document.Schema;
import io.oras.core.json.ImageConfigJson;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import io.oras.core.json.JsonIndenter;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.wire.ErrorBody;
import io.oras.core.wire.SentSecrets;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Documents from registries, and what is made of broken ones. */
class JsonFuzzTest {
  private static final JsonManifestCodec CODEC = new JsonManifestCodec();

  private static final String[] FRAGMENTS =
      SeededRandom.jsonFragments(
          "true",
          "-1",
          "1.0e2",
          "1e999999999",
          "9".repeat(1200),
          "{}",
          "[]",
          "\"\"",
          "\\u0000",
          "\\ud800",
          "\uFEFF",
          " ",
          "\"size\":",
          "\"digest\":",
          "\"mediaType\":",
          "\"manifests\":[],",
          "\"layers\":[],",
          "\"config\":",
          "[".repeat(30_000),
          "{\"a\":".repeat(120));

  @Test
  void aManifestIsReadAsItIsWritten() {
    PropertyRunner.check(
        "manifest",
        2000,
        chance -> {
          Manifest manifest = Documents.manifest(chance);
          byte[] bytes = CODEC.encode(manifest);
          assertEquals(Optional.of(manifest), CODEC.decode(bytes, manifest.mediaType()));
          assertArrayEquals(bytes, JsonDocument.write(JsonDocument.parse(bytes, "manifest")));
          assertEquals(
              JsonDocument.parse(bytes, "manifest"),
              JsonDocument.parse(JsonIndenter.indent(bytes), "manifest"));
        });
  }

  @Test
  void aBrokenManifestIsInvalidOrHasAViewOfItsOwn() {
    PropertyRunner.check(
        "manifest-mutated",
        2000,
        chance -> {
          Manifest manifest = Documents.manifest(chance);
          byte[] broken = chance.mutated(CODEC.encode(manifest), FRAGMENTS);
          try {
            Manifest view = CODEC.decode(broken, manifest.mediaType()).orElseThrow();
            if (!(view instanceof ImageManifest image) || image.config() != null) {
              byte[] written = CODEC.encode(view);
              assertEquals(Optional.of(view), CODEC.decode(written, manifest.mediaType()));
            }
          } catch (InvalidManifestException e) {
            // Said so.
          }
        });
  }

  @Test
  void theValidatorReportsAndNeverFails() {
    PropertyRunner.check(
        "validator-mutated",
        800,
        chance -> {
          Manifest manifest = Documents.manifest(chance);
          byte[] broken = chance.mutated(CODEC.encode(manifest), FRAGMENTS);
          chance.pick(Schema.values()).violations(broken);
        });
  }

  @Test
  void jsonIsReadWholeOrRefused() {
    PropertyRunner.check(
        "json-mutated",
        2000,
        chance -> {
          byte[] broken = chance.mutated(CODEC.encode(Documents.manifest(chance)), FRAGMENTS);
          try {
            JsonValue value = JsonDocument.parse(broken, "it");
            byte[] written = JsonDocument.write(value);
            assertArrayEquals(written, JsonDocument.write(JsonDocument.parse(written, "it")));
            assertEquals(value, JsonDocument.parse(JsonIndenter.indent(broken), "it"));
          } catch (InvalidJsonException e) {
            // Said so.
          }
        });
  }

  @Test
  void anyBodyOfAnErrorIsABody() {
    PropertyRunner.check(
        "error-body",
        1000,
        chance -> {
          byte[] body =
              chance
                  .mutated(
                      "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\",\"detail\":{\"a\":[1]}}]}",
                      FRAGMENTS)
                  .getBytes(StandardCharsets.UTF_8);
          ErrorBody.response(
              "GET", URI.create("https://reg.example/v2/"), 400, body, new SentSecrets());
        });
  }

  @Test
  void theConfigOfAnImageNamesAPlatformOrIsRefused() {
    PropertyRunner.check(
        "image-config",
        1000,
        chance -> {
          byte[] config =
              chance.mutated(
                  ("{\"architecture\":\"arm64\",\"os\":\"linux\",\"os.version\":\"1\","
                          + "\"os.features\":[\"a\"],\"variant\":\"v8\",\"rootfs\":{}}")
                      .getBytes(StandardCharsets.UTF_8),
                  FRAGMENTS);
          try {
            assertNotNull(
                ImageConfigJson.platform(config, Descriptor.of(MediaType.OCI_CONFIG, config))
                    .toString());
          } catch (OrasException e) {
            // Said so.
          }
        });
  }
}
