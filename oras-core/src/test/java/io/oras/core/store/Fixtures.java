package io.oras.core.store;

import io.oras.api.content.ContentSource;
import io.oras.api.content.ManifestCodec;
import io.oras.api.content.Pusher;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.StoreContext;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.store.layout.PlainTar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small artifacts, and the context that stores are opened with. */
public final class Fixtures {
  public static final ManifestCodec CODEC = new JsonManifestCodec();
  public static final MediaType TYPE = new MediaType("application/vnd.example.thing");

  private Fixtures() {}

  public static StoreContext context() {
    return new StoreContext() {
      @Override
      public ManifestCodec codec() {
        return CODEC;
      }

      @Override
      public ArchiveProvider archives(String format) {
        return new PlainTar();
      }
    };
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static Descriptor blob(String text) {
    return Descriptor.of(TYPE, bytes(text));
  }

  public static Descriptor pushBlob(Pusher store, String text) throws IOException {
    Descriptor descriptor = blob(text);
    store.push(descriptor, ContentSource.ofBytes(bytes(text)));
    return descriptor;
  }

  /** A manifest of one layer with this text. */
  public static RawManifest manifest(String text, @Nullable Descriptor subject) {
    return CODEC.write(
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            TYPE,
            Descriptor.EMPTY_JSON,
            List.of(blob(text)),
            subject,
            Map.of("about", text)));
  }

  /** Pushes a manifest with all that it is made of. */
  public static Descriptor pushArtifact(Pusher store, String text, @Nullable Descriptor subject)
      throws IOException {
    store.push(Descriptor.EMPTY_JSON, ContentSource.ofBytes(bytes("{}")));
    pushBlob(store, text);
    return push(store, manifest(text, subject));
  }

  public static Descriptor pushIndex(Pusher store, Descriptor... children) throws IOException {
    return push(store, index(children));
  }

  static RawManifest index(Descriptor... children) {
    return CODEC.write(ImageIndex.of(List.of(children)));
  }

  public static Descriptor push(Pusher store, RawManifest manifest) throws IOException {
    store.push(manifest.descriptor(), ContentSource.ofBytes(manifest.bytes()));
    return manifest.descriptor();
  }
}
