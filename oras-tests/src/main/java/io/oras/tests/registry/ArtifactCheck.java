package io.oras.tests.registry;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.TagLister;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.tests.registry.storage.Content;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that the content of a target is complete and correct, and reports all problems at once.
 * Every blob and manifest must exist and have the digest, the size and the media type of its
 * descriptor. The subject of a manifest may be missing (distribution-spec v1.1.1, "Pushing
 * Manifests with Subject").
 *
 * <pre>{@code
 * oras.push(registry.host() + "/team/app:v1", artifact);
 * registry.check("team/app").verify();
 * }</pre>
 *
 * <pre>
 * registry.check("team/app").verify();
 * </pre>
 *
 * <p>Not thread safe. Use each check once.
 */
public final class ArtifactCheck {
  private static final int MAX_MANIFEST = 4 << 20;

  private final ReadOnlyTarget target;
  private final List<String> problems = new ArrayList<>();
  private final Set<Descriptor> seen = new HashSet<>();

  private ArtifactCheck(ReadOnlyTarget target) {
    this.target = target;
  }

  /**
   * Creates a check of this target, which stays open.
   *
   * @param target a {@link io.oras.core.Repository} or a target of your own; one that is no {@link
   *     TagLister} is taken as empty
   * @see InProcessRegistry#check
   */
  public static ArtifactCheck of(ReadOnlyTarget target) {
    return new ArtifactCheck(target);
  }

  /**
   * Returns all problems of the tags and their content, each with the path from the tag.
   *
   * @throws IOException if the target fails for another reason than its content
   */
  public List<String> problems() throws IOException {
    for (String tag : tags()) {
      name(tag);
    }
    return List.copyOf(problems);
  }

  private List<String> tags() throws IOException {
    if (target instanceof io.oras.core.Repository repository) {
      return repository.tags();
    }
    if (target instanceof TagLister lister) {
      try (Stream<String> tags = lister.tags(Optional.empty())) {
        return tags.toList();
      }
    }
    return List.of();
  }

  /**
   * Checks the target.
   *
   * @throws AssertionError if there is a problem; the message lists all problems
   */
  public void verify() throws IOException {
    List<String> found = problems();
    if (!found.isEmpty()) {
      throw new AssertionError(
          found.size() + " problems in " + target + ":\n" + String.join("\n", found));
    }
  }

  private void name(String tag) throws IOException {
    try {
      content(tag, target.resolve(tag));
    } catch (NotFoundException e) {
      untrue(tag, "the tag names nothing: " + e.getMessage());
    }
  }

  private void untrue(String way, String what) {
    problems.add(way + ": " + what);
  }

  private void content(String way, Descriptor descriptor) throws IOException {
    if (!seen.add(descriptor.plain())) {
      return;
    }
    boolean manifest = descriptor.mediaType().isManifest();
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    try (InputStream in = target.fetch(descriptor)) {
      MessageDigest computation =
          UnsupportedDigestException.requireKnown(descriptor.digest()).newMessageDigest();
      long size = 0;
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        computation.update(buffer, 0, n);
        size += n;
        if (manifest && size <= MAX_MANIFEST) {
          kept.write(buffer, 0, n);
        }
      }
      compare(
          way,
          descriptor,
          size,
          Content.finish(
              UnsupportedDigestException.requireKnown(descriptor.digest()), computation));
    } catch (NotFoundException e) {
      untrue(way, descriptor.digest() + " is missing");
      return;
    } catch (OrasException e) {
      untrue(way, String.valueOf(e.getMessage()));
      return;
    }
    if (manifest) {
      manifest(way, descriptor, kept.toByteArray());
    }
  }

  private void compare(String way, Descriptor descriptor, long size, Digest digest) {
    if (size != descriptor.size()) {
      untrue(
          way,
          "%s has %s bytes, it is listed with %s"
              .formatted(descriptor.digest(), size, descriptor.size()));
    }
    if (!digest.equals(descriptor.digest())) {
      untrue(way, "the content under " + descriptor.digest() + " is " + digest);
    }
  }

  private void manifest(String way, Descriptor descriptor, byte[] bytes) throws IOException {
    JsonObject json;
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      json = reader.readObject();
    } catch (JsonException e) {
      untrue(way, descriptor.digest() + " is not a JSON object: " + e.getMessage());
      return;
    }
    mediaType(way, descriptor, json.getString("mediaType", descriptor.mediaType().toString()));
    mediaType(way, descriptor, target.resolve(descriptor.digest().toString()).mediaType().value());
    if (json.containsKey("config")) {
      child(way + " > config", json.get("config"));
    }
    for (String name : List.of("layers", "manifests")) {
      if (json.get(name) instanceof JsonArray children) {
        for (int i = 0; i < children.size(); i++) {
          child("%s > %s[%s]".formatted(way, name, i), children.get(i));
        }
      }
    }
  }

  private void mediaType(String way, Descriptor descriptor, String actual) {
    if (!actual.equals(descriptor.mediaType().value())) {
      String text = descriptor.digest() + " is a " + actual + ", it is listed as a ";
      untrue(way, text + descriptor.mediaType());
    }
  }

  private void child(String way, JsonValue value) throws IOException {
    Descriptor descriptor;
    try {
      JsonObject json = value.asJsonObject();
      descriptor =
          Descriptor.of(
              MediaType.read(json.getString("mediaType", "")),
              Digest.parse(json.getString("digest")),
              json.getJsonNumber("size").longValueExact());
    } catch (ClassCastException
        | NullPointerException
        | ArithmeticException
        | IllegalArgumentException e) {
      untrue(way, "no descriptor: " + value);
      return;
    }
    if (!descriptor.mediaType().isNonDistributable()) {
      content(way, descriptor);
    }
  }
}
