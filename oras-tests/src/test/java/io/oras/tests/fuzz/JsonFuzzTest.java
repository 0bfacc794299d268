package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.InvalidManifestException;
import io.oras.api.model.Manifest;
import io.oras.core.Schema;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.json.StrictJson;
import io.oras.core.wire.ErrorBody;
import io.oras.core.wire.LenientJson;
import io.oras.tests.seeds.Seeds;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Documents from registries, and what is made of broken ones. */
class JsonFuzzTest {
  private static final JsonManifestCodec CODEC = new JsonManifestCodec();

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "null",
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
    "{\"a\":".repeat(120)
  };

  @Test
  void aManifestIsReadAsItIsWritten() {
    Seeds.check(
        "manifest",
        2000,
        chance -> {
          Manifest manifest = Documents.manifest(chance);
          byte[] bytes = CODEC.encode(manifest);
          assertEquals(Optional.of(manifest), CODEC.decode(bytes, manifest.mediaType()));
          assertArrayEquals(bytes, StrictJson.write(StrictJson.parse(bytes, "manifest")));
          assertEquals(
              StrictJson.parse(bytes, "manifest"),
              StrictJson.parse(StrictJson.indent(bytes), "manifest"));
        });
  }

  @Test
  void aBrokenManifestIsInvalidOrHasAViewOfItsOwn() {
    Seeds.check(
        "manifest-mutated",
        2000,
        chance -> {
          Manifest manifest = Documents.manifest(chance);
          byte[] broken = chance.mutated(CODEC.encode(manifest), PIECES);
          try {
            Manifest view = CODEC.decode(broken, manifest.mediaType()).orElseThrow();
            assertEquals(Optional.of(view), CODEC.decode(CODEC.encode(view), manifest.mediaType()));
          } catch (InvalidManifestException e) {
            // Said so.
          }
        });
  }

  @Test
  void theValidatorReportsAndNeverFails() {
    Seeds.check(
        "validator-mutated",
        800,
        chance -> {
          Manifest manifest = Documents.manifest(chance);
          byte[] broken = chance.mutated(CODEC.encode(manifest), PIECES);
          chance.pick(Schema.values()).violations(broken);
        });
  }

  @Test
  void strictJsonIsReadWholeOrRefused() {
    Seeds.check(
        "json-mutated",
        2000,
        chance -> {
          byte[] broken = chance.mutated(CODEC.encode(Documents.manifest(chance)), PIECES);
          try {
            JsonValue value = StrictJson.parse(broken, "it");
            assertEquals(value, StrictJson.parse(StrictJson.write(value), "it"));
            assertEquals(value, StrictJson.parse(StrictJson.indent(broken), "it"));
          } catch (InvalidJsonException e) {
            // Said so.
          }
        });
  }

  @Test
  void anyBodyOfAnErrorIsABody() {
    Seeds.check(
        "error-body",
        1000,
        chance -> {
          byte[] body =
              chance
                  .mutated(
                      "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\",\"detail\":{\"a\":[1]}}]}",
                      PIECES)
                  .getBytes(StandardCharsets.UTF_8);
          ErrorBody.response("GET", URI.create("https://reg.example/v2/"), 400, body);
          lenient(body);
        });
  }

  private static void lenient(byte[] body) {
    try {
      assertTrue(LenientJson.object(body).toString().startsWith("{"));
    } catch (JsonException e) {
      // Said so.
    }
  }
}
