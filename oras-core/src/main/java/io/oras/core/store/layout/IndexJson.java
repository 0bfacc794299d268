package io.oras.core.store.layout;

import io.oras.api.content.ManifestCodec;
import io.oras.api.error.OrasException;
import io.oras.api.error.StoreException;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.MediaType;
import io.oras.core.json.DescriptorJson;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import io.oras.core.json.JsonFields;
import io.oras.core.store.IndexEntry;
import io.oras.core.store.LayoutIndex;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The document {@code index.json} of a layout: its roots, and beside them whatever others wrote
 * into it, which stays (image-spec v1.1.1, image-layout.md, "index.json file").
 *
 * @param unreadable entries that are no descriptors; they are kept and stand for nothing
 */
record IndexJson(JsonObject document, LayoutIndex roots, List<JsonValue> unreadable) {
  private static final String MANIFESTS = "manifests";
  private static final String ANNOTATIONS = "annotations";

  /**
   * Reads the document. An entry that is no descriptor does not keep the others from being read.
   *
   * @param where it stands, for messages
   * @throws StoreException if it is no image index
   */
  static IndexJson read(byte[] bytes, String where, ManifestCodec codec) throws StoreException {
    try {
      JsonObject document = JsonDocument.parseObject(bytes, where);
      List<IndexEntry> roots = new ArrayList<>();
      List<JsonValue> unreadable = new ArrayList<>();
      for (JsonValue entry : JsonFields.of(document).array(MANIFESTS)) {
        DescriptorJson.readEntry(entry)
            .ifPresentOrElse(
                descriptor -> roots.add(IndexEntry.of(descriptor, entry.asJsonObject())),
                () -> unreadable.add(entry));
      }
      // The file's name says what the document is, whatever its media type says.
      JsonObject head =
          JsonDocument.object(document).add(MANIFESTS, JsonValue.NULL).remove("mediaType").build();
      codec.decode(JsonDocument.write(head), MediaType.OCI_INDEX);
      return new IndexJson(document, new LayoutIndex(roots), unreadable);
    } catch (InvalidJsonException | OrasException e) {
      throw new StoreException(where + " is not an image index: " + e.getMessage(), e);
    }
  }

  /** The document of an empty layout, as {@code oras} writes it. */
  static byte[] empty(ManifestCodec codec) {
    return codec.encode(ImageIndex.of(List.of()));
  }

  /** The same document with other roots. */
  IndexJson with(LayoutIndex replacement) {
    List<IndexEntry> roots =
        replacement.list().stream().map(root -> root.with(entry(root))).toList();
    JsonArrayBuilder entries = JsonDocument.array();
    roots.forEach(root -> entries.add(root.json()));
    unreadable.forEach(entries::add);
    JsonObjectBuilder next = JsonDocument.object(document).add(MANIFESTS, entries);
    return new IndexJson(next.build(), new LayoutIndex(roots), unreadable);
  }

  byte[] bytes() {
    return JsonDocument.write(document);
  }

  private static JsonObject entry(IndexEntry root) {
    JsonObject json = root.json();
    JsonObject wanted = DescriptorJson.write(root.entry());
    if (json == null) {
      return wanted;
    }
    if (IndexEntry.nameOf(json).equals(Optional.ofNullable(root.name()))) {
      return json;
    }
    // Only the name has changed; what else stands in the entry is not ours.
    JsonObjectBuilder next = JsonDocument.object();
    JsonValue annotations = wanted.get(ANNOTATIONS);
    json.forEach(
        (name, value) -> {
          if (!name.equals(ANNOTATIONS)) {
            next.add(name, value);
          } else if (annotations != null) {
            next.add(name, annotations);
          }
        });
    if (annotations != null && !json.containsKey(ANNOTATIONS)) {
      next.add(ANNOTATIONS, annotations);
    }
    return next.build();
  }
}
