package io.oras.core.usecase;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.content.Untagger;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.context.ClientContext;
import io.oras.core.graph.GraphCopy;
import io.oras.core.json.DescriptorJson;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import io.oras.core.json.JsonFields;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.store.BatchStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From bytes to a manifest with names. */
public record ManifestWriter(ClientContext client) {
  private static final System.Logger LOG = System.getLogger(ManifestWriter.class.getName());

  /**
   * The manifest of these bytes, which stay as they are.
   *
   * @param mediaType or null for that in the document
   */
  public RawManifest read(byte[] bytes, @Nullable MediaType mediaType) throws IOException {
    MediaType type = mediaType == null ? ownType(bytes) : mediaType;
    return client.codec().read(Descriptor.of(type, bytes), bytes);
  }

  private static MediaType ownType(byte[] bytes) throws InvalidManifestException {
    try {
      JsonFields fields = JsonFields.of(JsonDocument.parseObject(bytes, "manifest"));
      MediaType own = DescriptorJson.mediaType(fields, "mediaType");
      if (own != null) {
        return own;
      }
    } catch (InvalidJsonException e) {
      throw new InvalidManifestException(e.getMessage(), e);
    }
    throw new InvalidManifestException("the manifest has no mediaType; specify the media type");
  }

  /** Stores it under all tags, or by digest alone when there are none. */
  public void run(RawManifest manifest, Target target, List<String> tags) throws IOException {
    BatchStore.batched(
        target,
        destination -> {
          GraphCopy.push(manifest, destination, tags);
          return manifest;
        });
  }

  /**
   * Gives more names to what has this tag or digest.
   *
   * @param source the same place as the target, where the trust policy applies
   * @return its descriptor
   */
  public Descriptor tag(String reference, ReadOnlyTarget source, Target target, List<String> tags)
      throws IOException {
    return source.capability(CheckedSource.class).isEmpty()
        ? tag(reference, target, tags)
        : tag(source.resolve(reference).digest().toString(), target, tags);
  }

  private static Descriptor tag(String reference, Target target, List<String> tags)
      throws IOException {
    RemoteRepository repository = target.capability(RemoteRepository.class).orElse(null);
    if (repository != null) {
      return repository.tag(reference, tags);
    }
    return BatchStore.batched(
        target,
        destination -> {
          Descriptor manifest = destination.resolve(reference);
          for (String tag : tags) {
            destination.tag(manifest, tag);
          }
          return manifest;
        });
  }

  /**
   * Removes tags.
   *
   * @return the tags that existed
   */
  public static List<String> untag(Untagger untagger, List<String> tags) throws IOException {
    List<String> removed = new ArrayList<>();
    for (String tag : tags) {
      try {
        untagger.untag(tag);
        removed.add(tag);
      } catch (NotFoundException e) {
        LOG.log(System.Logger.Level.DEBUG, "no tag to remove", e);
      }
    }
    return removed;
  }
}
