package io.oras.core.store;

import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest that a store lists by itself, and perhaps a name of it. A manifest with two names is
 * two of these, as in the {@code index.json} of a layout.
 *
 * @param descriptor without {@link Annotations#REF_NAME}, which says something in {@code
 *     index.json} alone (image-spec v1.1.1, annotations.md)
 * @param name or null
 * @param json what was read from {@code index.json}, with the fields that we don't know; null for
 *     what is new
 */
public record IndexEntry(Descriptor descriptor, @Nullable String name, @Nullable JsonObject json) {
  /** An entry with the name that its annotations give. */
  public static IndexEntry of(Descriptor entry, @Nullable JsonObject json) {
    return new IndexEntry(unnamed(entry), entry.annotations().get(Annotations.REF_NAME), json);
  }

  /** The descriptor without {@link Annotations#REF_NAME}. */
  static Descriptor unnamed(Descriptor descriptor) {
    if (!descriptor.annotations().containsKey(Annotations.REF_NAME)) {
      return descriptor;
    }
    Map<String, String> rest = new HashMap<>(descriptor.annotations());
    rest.remove(Annotations.REF_NAME);
    return descriptor.withAnnotations(rest);
  }

  /** The name that an entry of {@code index.json} gives. */
  public static Optional<String> nameOf(JsonObject entry) {
    return entry.get("annotations") instanceof JsonObject annotations
        ? Optional.ofNullable(annotations.getString(Annotations.REF_NAME, null))
        : Optional.empty();
  }

  /** The same manifest under another name, or none. */
  IndexEntry named(@Nullable String replacement) {
    return new IndexEntry(descriptor, replacement, json);
  }

  /** The same with what stands for it in {@code index.json}. */
  public IndexEntry with(JsonObject entry) {
    return new IndexEntry(descriptor, name, entry);
  }

  /** The descriptor as it stands in {@code index.json}. */
  public Descriptor entry() {
    return name == null ? descriptor : descriptor.withAnnotation(Annotations.REF_NAME, name);
  }
}
