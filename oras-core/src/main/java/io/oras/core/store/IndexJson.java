package io.oras.core.store;

import io.oras.api.content.ManifestCodec;
import io.oras.api.error.OrasException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.core.json.DescriptorJson;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.StrictJson;
import jakarta.json.JsonArray;
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
 */
record IndexJson(JsonObject document, Roots roots) {
  private static final String MANIFESTS = "manifests";
  private static final String ANNOTATIONS = "annotations";

  /**
   * Reads the document.
   *
   * @param where it stands, for messages
   * @throws StoreException when it is no image index
   */
  static IndexJson read(byte[] bytes, String where, ManifestCodec codec) throws StoreException {
    try {
      JsonObject document = StrictJson.parseObject(bytes, where);
      if (document.get(MANIFESTS) == JsonValue.NULL) {
        // oras v1.3 writes null where the last manifest was deleted.
        Roots none = new Roots(List.of());
        return read(new IndexJson(document, none).with(none).bytes(), where, codec);
      }
      Optional<Manifest> index = codec.decode(bytes, MediaType.OCI_INDEX);
      List<Descriptor> entries = index.map(Manifest::children).orElse(List.of());
      List<Root> roots = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        roots.add(Root.of(entries.get(i), document.getJsonArray(MANIFESTS).getJsonObject(i)));
      }
      return new IndexJson(document, new Roots(roots));
    } catch (InvalidJsonException | OrasException e) {
      throw new StoreException(where + " is no image index: " + e.getMessage(), e);
    }
  }

  /** The document of an empty layout, as {@code oras} writes it. */
  static byte[] empty(ManifestCodec codec) {
    return codec.encode(ImageIndex.of(List.of()));
  }

  /** The same document with other roots. */
  IndexJson with(Roots replacement) {
    List<Root> roots = replacement.list().stream().map(root -> root.with(entry(root))).toList();
    JsonArrayBuilder entries = StrictJson.array();
    roots.forEach(root -> entries.add(root.json()));
    JsonArray manifests = entries.build();
    JsonObjectBuilder next = StrictJson.object();
    document.forEach((name, value) -> next.add(name, name.equals(MANIFESTS) ? manifests : value));
    return new IndexJson(next.build(), new Roots(roots));
  }

  byte[] bytes() {
    return StrictJson.write(document);
  }

  private static JsonObject entry(Root root) {
    JsonObject json = root.json();
    JsonObject wanted = DescriptorJson.write(root.entry());
    if (json == null) {
      return wanted;
    }
    if (Root.nameOf(json).equals(Optional.ofNullable(root.name()))) {
      return json;
    }
    // Only the name has changed; what else stands in the entry is not ours.
    JsonObjectBuilder next = StrictJson.object();
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
