package io.oras.core;

import io.oras.api.content.RawManifest;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.MediaType;
import io.oras.core.usecase.IndexEdits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes an index of manifests that are in a repository: {@link Repository#newIndex} and {@link
 * Repository#editIndex}. The same steps give the same bytes as {@code oras manifest index create}
 * and {@code update} do. Nothing is written before {@link #push}. Not thread safe.
 *
 * <pre>{@code
 * IndexEditor index = app.newIndex();
 * index.add("v1-amd64");
 * index.add("v1-arm64");
 * index.push("v1");
 * }</pre>
 */
public final class IndexEditor {
  private final Repository repository;
  private final ImageIndex start;
  private final List<Descriptor> manifests;
  private @Nullable MediaType artifactType;
  private Map<String, String> annotations;

  IndexEditor(Repository repository, ImageIndex start) {
    this.repository = repository;
    this.start = start;
    this.artifactType = start.artifactType();
    this.annotations = start.annotations();
    this.manifests = new ArrayList<>(start.manifests());
  }

  static ImageIndex index(RawManifest raw, String reference) throws UnsupportedException {
    if (raw.view().orElse(null) instanceof ImageIndex index) {
      return index;
    }
    throw new UnsupportedException(
        "%s is not an index, but of type %s".formatted(reference, raw.descriptor().mediaType()));
  }

  /**
   * Appends an entry for a manifest. The entry of an image gets the platform that the image's
   * config states.
   *
   * @param reference the tag or the digest of the manifest in the repository
   * @return the entry
   * @throws NotFoundException if no manifest has this tag or digest
   */
  public Descriptor add(String reference) throws IOException {
    ArtifactLocation from = repository.at(reference);
    Descriptor entry =
        repository.reading(
            "index.add",
            from,
            (operation, target) ->
                new IndexEdits(repository.client(), target).entry(from.reference()));
    manifests.add(entry);
    return entry;
  }

  /** Appends an entry unchanged. */
  public void add(Descriptor entry) {
    manifests.add(entry);
  }

  /**
   * Appends the entries of another index, unchanged.
   *
   * @param reference the tag or the digest of the other index in the repository
   * @return the entries
   * @throws UnsupportedException if the manifest is no index
   */
  public List<Descriptor> merge(String reference) throws IOException {
    List<Descriptor> entries = index(repository.fetch(reference), reference).manifests();
    manifests.addAll(entries);
    return entries;
  }

  /**
   * Removes all entries of a manifest.
   *
   * @throws NotFoundException if the index has no such entry
   */
  public void remove(Digest digest) throws NotFoundException {
    if (!manifests.removeIf(entry -> entry.digest().equals(digest))) {
      throw new NotFoundException(digest + " does not exist in the index");
    }
  }

  /** Sets the artifact type of the index. */
  public void artifactType(MediaType artifactType) {
    this.artifactType = artifactType;
  }

  /** Removes the artifact type of the index. */
  public void clearArtifactType() {
    artifactType = null;
  }

  /** Replaces the annotations of the index. */
  public void annotations(Map<String, String> annotations) {
    this.annotations = Annotations.copyOf(annotations);
  }

  /** Returns the index with its current entries, encoded. */
  public RawManifest manifest() {
    return repository.encode(
        new ImageIndex(start.mediaType(), artifactType, manifests, start.subject(), annotations));
  }

  /**
   * Stores the index in the repository.
   *
   * @param tags none to store the index by its digest alone
   */
  public PushResult push(String... tags) throws IOException {
    return repository.pushManifest(manifest(), tags);
  }
}
