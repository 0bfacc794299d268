package io.oras.tests.fuzz;

import io.oras.tests.property.SeededRandom;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Changes of JSON documents in their structure: a member or an element is removed, given twice,
 * emptied, given another type, another size or another media type, moved or renamed. Bytes that are
 * no JSON are changed as bytes.
 */
final class JsonMutation {
  private static final String[] VALUES = {
    "null",
    "\"\"",
    "\"x\"",
    "\" \"",
    "\"../../x\"",
    "\"/x\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"a\\nb\"",
    "0",
    "-1",
    "1",
    "2.5",
    "1e3",
    "9223372036854775807",
    "9223372036854775808",
    "1e999999999",
    "true",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "[{}]",
    "{\"\":null}",
    "{\"a\":1}",
    "\"sha256:00\"",
    "\"sha256:" + "0".repeat(64) + "\"",
    "\"sha512:" + "0".repeat(128) + "\"",
    "\"other:abc\"",
    "\"application/vnd.oci.image.manifest.v1+json\"",
    "\"application/vnd.oci.image.index.v1+json\"",
    "\"application/vnd.docker.distribution.manifest.v2+json\"",
    "\"application/vnd.docker.distribution.manifest.list.v2+json\"",
    "\"application/vnd.oci.artifact.manifest.v1+json\"",
    "\"application/vnd.oci.image.layer.v1.tar+gzip\"",
    "\"application/vnd.oci.empty.v1+json\"",
    "\"text/plain; x=y\""
  };

  private static final String[] NAMES = {
    "schemaVersion",
    "mediaType",
    "artifactType",
    "config",
    "layers",
    "blobs",
    "manifests",
    "subject",
    "annotations",
    "digest",
    "size",
    "urls",
    "data",
    "platform",
    "org.opencontainers.image.title",
    "org.opencontainers.image.ref.name",
    "io.deis.oras.content.unpack",
    "Layers",
    "x",
    ""
  };

  /** A part of a document: a container with its parts, or the text of another value. */
  private static final class Part {
    /** The name in its object, as JSON; empty in an array. */
    String name;

    /** The brackets of a container; else the whole text. */
    String text;

    final List<Part> parts = new ArrayList<>();

    Part(String name, String text) {
      this.name = name;
      this.text = text;
    }

    static Part of(String name, JsonValue value) {
      if (value instanceof JsonObject object) {
        Part part = new Part(name, "{}");
        object.forEach((key, member) -> part.parts.add(of(quoted(key), member)));
        return part;
      }
      if (value instanceof JsonArray array) {
        Part part = new Part(name, "[]");
        array.forEach(element -> part.parts.add(of("", element)));
        return part;
      }
      return new Part(name, value.toString());
    }

    Part copy() {
      Part copy = new Part(name, text);
      parts.forEach(part -> copy.parts.add(part.copy()));
      return copy;
    }

    void become(Part other) {
      Part copy = other.copy();
      text = copy.text;
      parts.clear();
      parts.addAll(copy.parts);
    }

    boolean isObject() {
      return text.equals("{}");
    }

    boolean isContainer() {
      return isObject() || text.equals("[]");
    }

    @Override
    public String toString() {
      String prefix = name.isEmpty() ? "" : name + ":";
      return isContainer()
          ? parts.stream()
              .map(Part::toString)
              .collect(
                  Collectors.joining(",", prefix + text.charAt(0), String.valueOf(text.charAt(1))))
          : prefix + text;
    }
  }

  private JsonMutation() {}

  /** Returns the document with one to three changes. */
  static byte[] of(byte[] document, SeededRandom chance) {
    Part root;
    String text = new String(document, StandardCharsets.ISO_8859_1);
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      root = Part.of("", reader.readObject());
    } catch (JsonException | IllegalStateException e) {
      return chance.mutated(document, VALUES);
    }
    for (int changes = chance.between(1, 3); changes > 0; changes--) {
      change(root, chance);
    }
    byte[] changed = root.toString().getBytes(StandardCharsets.ISO_8859_1);
    return chance.oneIn(20) ? chance.mutated(changed, VALUES) : changed;
  }

  private static void change(Part root, SeededRandom chance) {
    List<Part> containers = new ArrayList<>();
    collect(root, containers);
    Part container = chance.pick(containers);
    List<Part> parts = container.parts;
    if (parts.isEmpty() || chance.oneIn(10)) {
      parts.add(new Part(name(container, chance), chance.pick(VALUES)));
      return;
    }
    Part part = chance.pick(parts);
    switch (chance.below(9)) {
      case 0 -> parts.remove(part);
      case 1 -> parts.add(chance.below(parts.size() + 1), part.copy());
      case 2 -> parts.add(new Part(part.name, chance.pick(VALUES)));
      case 3 -> {
        part.parts.clear();
        part.text = part.isContainer() ? part.text : "\"\"";
      }
      case 4 -> part.become(chance.pick(parts));
      case 5 -> part.become(chance.pick(containers));
      case 6 -> part.name = name(container, chance);
      case 7 -> number(part, chance);
      default -> part.become(new Part("", chance.pick(VALUES)));
    }
  }

  private static void number(Part part, SeededRandom chance) {
    part.become(
        new Part(
            "",
            part.text.matches("\\d{1,9}") && chance.oneIn(2)
                ? String.valueOf(Long.parseLong(part.text) + chance.between(-2, 2))
                : String.valueOf(chance.number())));
  }

  private static String name(Part container, SeededRandom chance) {
    return container.isObject() ? quoted(chance.pick(NAMES)) : "";
  }

  private static void collect(Part part, List<Part> containers) {
    if (part.isContainer()) {
      containers.add(part);
      part.parts.forEach(each -> collect(each, containers));
    }
  }

  private static String quoted(String text) {
    JsonString string = Json.createValue(text);
    return string.toString();
  }
}
