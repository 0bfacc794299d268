package io.oras.core;

import io.oras.api.content.Deleter;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.content.Untagger;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.core.graph.Ports;
import io.oras.core.usecase.PushManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Manifests one by one, without what they are made of: {@link Oras#manifests}. Thread safe. */
public final class Manifests {
  private static final System.Logger LOG = System.getLogger(Manifests.class.getName());

  private final Engine engine;

  Manifests(Engine engine) {
    this.engine = engine;
  }

  /**
   * The manifest of these very bytes.
   *
   * @param mediaType or null for the {@code mediaType} in the document
   * @throws io.oras.api.error.InvalidManifestException when it is no manifest
   */
  public RawManifest read(byte[] bytes, @Nullable MediaType mediaType) throws IOException {
    return new PushManifest(engine.session()).read(bytes, mediaType);
  }

  /**
   * Returns the manifest of that name, of one of these types. A document that cannot be parsed has
   * no view; its bytes are verified.
   *
   * @param accept what to ask a registry for; empty for all types that are known
   * @throws UnsupportedException when it is of another type
   */
  public RawManifest fetch(ArtifactName name, List<MediaType> accept) throws IOException {
    String reference = Engine.identifier(name);
    return engine.run(
        "fetch",
        name,
        operation -> {
          try (ReadOnlyTarget target = engine.opener().forReading(name, operation)) {
            return engine.session().fetchUnchecked(target, reference, accept);
          }
        });
  }

  /** Stores a manifest, tagged with the tag of the name, as text. */
  public void push(String name, RawManifest manifest) throws IOException {
    push(ArtifactName.parse(name), manifest, List.of());
  }

  /**
   * Stores a manifest, tagged with the tag of the name. What it names must be there already.
   *
   * @param name with a digest, it must be the manifest's
   * @param moreTags besides that of the name
   */
  public void push(ArtifactName name, RawManifest manifest, List<String> moreTags)
      throws IOException {
    Digest actual = manifest.descriptor().digest();
    Digest expected = name.digest().orElse(actual);
    if (!expected.equals(actual)) {
      throw new IllegalArgumentException(
          "the manifest has the digest %s, expected %s".formatted(actual, expected));
    }
    List<String> tags = new ArrayList<>(name.tag().stream().toList());
    tags.addAll(moreTags);
    engine.run(
        "pushManifest",
        name,
        operation -> {
          try (Target target = engine.opener().forWriting(name, operation)) {
            new PushManifest(engine.session())
                .run(manifest, target, tags.stream().distinct().toList());
            return true;
          }
        });
  }

  /**
   * Lets more tags name the manifest of that name. A registry is asked once for the manifest,
   * however many tags there are.
   *
   * @return the manifest's descriptor
   * @throws NotFoundException when there is no such manifest
   */
  public Descriptor tag(ArtifactName name, List<String> tags) throws IOException {
    String identifier = Engine.identifier(name);
    return engine.run(
        "tag",
        name,
        operation -> {
          if (!(name instanceof Reference)) {
            // Opened to read first: a layout that is not there must not be made.
            try (ReadOnlyTarget target = engine.opener().forReading(name, operation)) {
              target.resolve(identifier);
            }
          }
          try (Target target = engine.opener().forWriting(name, operation)) {
            return new PushManifest(engine.session()).tag(identifier, target, tags);
          }
        });
  }

  /**
   * Removes the tag of the name; the manifest and its other tags stay.
   *
   * @throws NotFoundException when there is no such tag
   * @throws UnsupportedException when the target cannot do that
   */
  public void untag(ArtifactName name) throws IOException {
    String tag =
        name.tag().orElseThrow(() -> new IllegalArgumentException(name + " has no tag to remove"));
    engine.run(
        "untag",
        name,
        operation -> {
          try (Target target = engine.opener().forWriting(name, operation)) {
            untagger(target).untag(tag);
            return true;
          }
        });
  }

  /**
   * Removes several tags; the manifests and their other tags stay. The first failure ends it.
   *
   * @param name whose tag and digest are not looked at
   * @return those that were there, and are removed
   * @throws UnsupportedException when the target cannot do that
   */
  public List<String> untag(ArtifactName name, List<String> tags) throws IOException {
    return engine.run(
        "untag",
        name,
        operation -> {
          List<String> removed = new ArrayList<>();
          try (Target target = engine.opener().forWriting(name, operation)) {
            Untagger untagger = untagger(target);
            for (String tag : tags) {
              try {
                untagger.untag(tag);
                removed.add(tag);
              } catch (NotFoundException e) {
                LOG.log(System.Logger.Level.DEBUG, "no tag to remove", e);
              }
            }
          }
          return removed;
        });
  }

  /** Removes several tags of what the text names. */
  public List<String> untag(String name, List<String> tags) throws IOException {
    return untag(ArtifactName.parse(name), tags);
  }

  private static Untagger untagger(Target target) throws IOException {
    return Ports.of(target, Untagger.class, "remove tags");
  }

  /** Deletes the manifest that the text names, and with it all tags that it has. */
  public Descriptor delete(String name) throws IOException {
    return delete(ArtifactName.parse(name));
  }

  /**
   * Deletes the manifest of that name, and with it all tags that it has.
   *
   * @return what was deleted
   * @throws NotFoundException when there is no such manifest
   * @throws UnsupportedException when the target does not delete
   */
  public Descriptor delete(ArtifactName name) throws IOException {
    String identifier = Engine.identifier(name);
    return engine.run(
        "delete",
        name,
        operation -> {
          try (Target target = engine.opener().forWriting(name, operation)) {
            Deleter deleter = Ports.of(target, Deleter.class, "delete");
            Descriptor descriptor = target.resolve(identifier);
            deleter.deleteManifest(descriptor);
            return descriptor;
          }
        });
  }
}
