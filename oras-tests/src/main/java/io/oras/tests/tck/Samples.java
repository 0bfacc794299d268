package io.oras.tests.tck;

import io.oras.api.content.ContentSource;
import io.oras.api.content.Pusher;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Artifacts with fixed bytes, so that the suite needs no codec. */
final class Samples {
  static final MediaType BLOB = new MediaType("application/vnd.example.blob");
  static final MediaType ARTIFACT = new MediaType("application/vnd.example.artifact");

  private Samples() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Descriptor blob(String text) {
    return Descriptor.of(BLOB, bytes(text));
  }

  static Descriptor pushBlob(Pusher store, String text) throws IOException {
    store.push(blob(text), ContentSource.ofBytes(bytes(text)));
    return blob(text);
  }

  /** Returns a manifest with this text as its layer and as the annotation {@code about}. */
  static RawManifest manifest(MediaType artifactType, String text, @Nullable Descriptor subject) {
    Descriptor config = Descriptor.EMPTY_JSON.withData(null);
    Map<String, String> annotations = Map.of("about", text);
    String json =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"artifactType\":\"%s\",\"config\":%s,\"layers\":[%s]%s,\"annotations\":{\"about\":\"%s\"}}"
            .formatted(
                MediaType.OCI_MANIFEST,
                artifactType,
                json(config),
                json(blob(text)),
                subject == null ? "" : ",\"subject\":" + json(subject),
                text);
    return raw(
        json,
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            artifactType,
            config,
            List.of(blob(text)),
            subject == null ? null : subject.plain(),
            annotations));
  }

  static RawManifest index(List<Descriptor> manifests) {
    List<Descriptor> children = manifests.stream().map(Descriptor::plain).toList();
    String json =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(
                MediaType.OCI_INDEX,
                children.stream().map(Samples::json).collect(Collectors.joining(",")));
    return raw(json, ImageIndex.of(children));
  }

  static Descriptor push(Pusher store, RawManifest manifest) throws IOException {
    store.push(manifest.descriptor(), ContentSource.ofBytes(manifest.bytes()));
    return manifest.descriptor();
  }

  static Descriptor pushArtifact(Pusher store, String text, @Nullable Descriptor subject)
      throws IOException {
    return pushArtifact(store, ARTIFACT, text, subject);
  }

  /** Pushes the content of a manifest, then the manifest. */
  static Descriptor pushArtifact(
      Pusher store, MediaType artifactType, String text, @Nullable Descriptor subject)
      throws IOException {
    store.push(Descriptor.EMPTY_JSON, ContentSource.ofBytes(bytes("{}")));
    pushBlob(store, text);
    return push(store, manifest(artifactType, text, subject));
  }

  private static RawManifest raw(String json, Manifest manifest) {
    byte[] bytes = bytes(json);
    return RawManifest.of(bytes, Descriptor.of(manifest.mediaType(), bytes), manifest);
  }

  private static String json(Descriptor descriptor) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%s}"
        .formatted(descriptor.mediaType(), descriptor.digest(), descriptor.size());
  }
}
