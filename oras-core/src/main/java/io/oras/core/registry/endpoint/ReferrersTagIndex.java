package io.oras.core.registry.endpoint;

import io.oras.api.content.RawManifest;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.filesystem.StateLock;
import io.oras.core.json.DescriptorJson;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import io.oras.core.json.JsonFields;
import io.oras.core.registry.client.FailureClassifier;
import io.oras.core.registry.client.ReferrersChange;
import io.oras.core.registry.client.RepositoryClient;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the referrers of a manifest in an index under a tag, for registries without the referrers
 * API (distribution-spec v1.1.1, "Referrers Tag Schema").
 *
 * <p>The protocol knows no compare-and-swap. Updates of one process are merged, those of one user
 * on one machine take turns, and what was written is read again; between machines a race remains,
 * which {@code docs/guides/attach-and-discover.md} describes.
 */
record ReferrersTagIndex(RepositoryClient client, ManifestEndpoint manifests) {
  private static final String MANIFESTS = "manifests";
  private static final int MAX_ALGORITHM = 32;
  private static final int MAX_ENCODED = 64;

  /** Rounds of reading, writing and reading again. */
  private static final int MAX_ROUNDS = 8;

  private record Listed(JsonObject index, @Nullable String etag) {
    static final Listed NONE =
        new Listed(
            JsonDocument.object()
                .add("schemaVersion", 2)
                .add("mediaType", MediaType.OCI_INDEX.value())
                .add(MANIFESTS, JsonValue.EMPTY_JSON_ARRAY)
                .build(),
            null);
  }

  /** The tag for a subject: cut first, then whatever no tag may have becomes a hyphen. */
  static String tag(Digest subject) {
    String text =
        cut(subject.algorithm(), MAX_ALGORITHM) + "-" + cut(subject.encoded(), MAX_ENCODED);
    return text.replaceAll("[^A-Za-z0-9._-]", "-");
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }

  /**
   * Returns the entries of the list. There are none if the tag does not exist or names something
   * other than an index, which then is no list of referrers.
   *
   * @throws InvalidManifestException if the index cannot be read, so that the referrers are unknown
   */
  List<Descriptor> list(Digest subject) throws IOException {
    RawManifest found;
    try {
      found = manifests.get(tag(subject));
    } catch (NotFoundException | InvalidManifestException e) {
      return List.of();
    }
    if (!isList(found, subject)) {
      return List.of();
    }
    try {
      return DescriptorJson.readEntries(
          JsonFields.of(JsonDocument.parseObject(found.bytes(), "list of referrers")), MANIFESTS);
    } catch (InvalidJsonException e) {
      throw new InvalidManifestException(
          "the referrers of %s at the tag %s cannot be read: %s"
              .formatted(subject, tag(subject), e.getMessage()),
          e);
    }
  }

  /** GitLab takes the tag for the digest that it resembles, and answers with the subject itself. */
  private static boolean isList(RawManifest found, Digest subject) {
    return found.descriptor().mediaType().equals(MediaType.OCI_INDEX)
        && !found.descriptor().digest().equals(subject);
  }

  /** Changes the list, together with what others change in it meanwhile. */
  void update(Digest subject, ReferrersChange change) throws IOException {
    String name = client.repository().toString();
    client
        .registry()
        .capabilities()
        .update(
            name,
            subject,
            change,
            changes ->
                StateLock.holding(
                    client.registry().stateFolder(),
                    name + "@" + subject,
                    client.registry().sleeper(),
                    () -> apply(subject, changes)));
  }

  private void apply(Digest subject, List<ReferrersChange> changes) throws IOException {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Listed listed = read(subject);
      Optional<JsonObject> merged = merged(listed.index, changes);
      if (merged.isPresent() && round > 1) {
        // Another writes as well: let it finish.
        client.registry().pause(round - 1);
        listed = read(subject);
        merged = merged(listed.index, changes);
      }
      if (merged.isEmpty()) {
        return;
      }
      write(subject, merged.get(), listed.etag);
    }
    throw new StoreException(
        "other clients have overwritten the referrers list at the tag %s %s times; try again"
            .formatted(tag(subject), MAX_ROUNDS));
  }

  private Listed read(Digest subject) throws IOException {
    ManifestEndpoint.Fetched fetched;
    try {
      fetched = manifests.fetch(tag(subject));
    } catch (NotFoundException e) {
      return Listed.NONE;
    }
    RawManifest found = fetched.manifest();
    if (!isList(found, subject)) {
      throw new InvalidManifestException(
          "the tag %s should contain the referrers list of %s, but refers to %s; the tag was not changed"
              .formatted(tag(subject), subject, found));
    }
    try {
      JsonObject index = JsonDocument.parseObject(found.bytes(), "list of referrers");
      JsonFields.of(index).array(MANIFESTS); // What cannot be read is not overwritten.
      return new Listed(index, fetched.headers().first("ETag").orElse(null));
    } catch (InvalidJsonException e) {
      throw new InvalidManifestException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The index with the changes, or nothing when it has them already. Other fields stay. */
  private static Optional<JsonObject> merged(JsonObject index, List<ReferrersChange> changes) {
    Map<String, JsonObject> entries = new LinkedHashMap<>();
    if (index.get(MANIFESTS) instanceof JsonArray array) {
      for (JsonValue value : array) {
        if (value instanceof JsonObject entry && entry.get("digest") instanceof JsonString digest) {
          entries.putIfAbsent(digest.getString(), entry);
        }
      }
    }
    Map<String, ReferrersChange> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(change.digest().toString(), change));
    boolean changed = false;
    for (Map.Entry<String, ReferrersChange> change : last.entrySet()) {
      Descriptor entry = change.getValue().entry();
      changed |=
          entry == null
              ? entries.remove(change.getKey()) != null
              : entries.putIfAbsent(change.getKey(), DescriptorJson.write(entry)) == null;
    }
    if (!changed) {
      return Optional.empty();
    }
    JsonArrayBuilder manifests = JsonDocument.array();
    entries.values().forEach(manifests::add);
    return Optional.of(
        JsonDocument.object(index)
            .add("mediaType", MediaType.OCI_INDEX.value())
            .add(MANIFESTS, manifests)
            .build());
  }

  private void write(Digest subject, JsonObject index, @Nullable String etag) throws IOException {
    byte[] bytes = JsonDocument.write(index);
    RawManifest list = RawManifest.of(bytes, Descriptor.of(MediaType.OCI_INDEX, bytes));
    try {
      manifests.put(list, tag(subject), etag);
    } catch (RegistryException e) {
      // 412: the list is not the one that was read any more. The next round reads it.
      if (FailureClassifier.status(e) != 412) {
        throw e;
      }
    }
  }
}
