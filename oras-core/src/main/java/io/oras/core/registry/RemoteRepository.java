package io.oras.core.registry;

import io.oras.api.content.ContentSource;
import io.oras.api.content.Deleter;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReferencePusher;
import io.oras.api.content.StreamPusher;
import io.oras.api.content.Target;
import io.oras.api.content.Untagger;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.StoreContext.Access;
import io.oras.api.transport.RegistryUrls;
import io.oras.core.context.DocumentReader;
import io.oras.core.context.OperationContext;
import io.oras.core.options.UploadMethod;
import io.oras.core.registry.client.RegistryClient;
import io.oras.core.registry.client.RepositoryClient;
import io.oras.core.registry.download.BlobDownload;
import io.oras.core.registry.download.ResumableFile;
import io.oras.core.registry.endpoint.BlobEndpoint;
import io.oras.core.registry.endpoint.ManifestEndpoint;
import io.oras.core.registry.endpoint.ReferrersEndpoint;
import io.oras.core.registry.endpoint.TagEndpoint;
import io.oras.core.registry.upload.BlobUpload;
import io.oras.core.stream.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A repository of a registry. The methods for manifests use the manifest endpoint. The others use
 * it for the media types of manifests, and the blob endpoint for all else.
 *
 * <p>Thread safe. Nothing is asked twice: to push a blob takes a POST and a PUT, a manifest one
 * PUT, to fetch either one GET; whether something is there, a HEAD, is asked only by {@link
 * #exists}. Closing it closes nothing: the chain is shared.
 */
public final class RemoteRepository
    implements ReadableRepository, Target, ReferencePusher, StreamPusher, Untagger, Deleter {
  private final RepositoryClient client;
  private final ManifestEndpoint manifests;
  private final BlobEndpoint blobs;
  private final BlobUpload uploads;
  private final TagEndpoint tags;
  private final ReferrersEndpoint referrers;

  /**
   * Opens a repository; nothing is sent yet.
   *
   * @param operation that the requests belong to
   * @param repository its name
   * @param access what for: {@link Access#WRITE} asks for tokens that allow both from the start,
   *     and takes a refusal to say whether something is there for a no
   */
  public RemoteRepository(
      RegistryClient context,
      OperationContext operation,
      RepositoryName repository,
      Access access) {
    this(RepositoryClient.about(context, operation, repository, access));
  }

  private RemoteRepository(RepositoryClient client) {
    this.client = client;
    this.manifests = new ManifestEndpoint(client);
    this.blobs = new BlobEndpoint(client);
    this.uploads = new BlobUpload(client, blobs);
    this.tags = new TagEndpoint(client, manifests);
    this.referrers = new ReferrersEndpoint(client, manifests);
  }

  /** The target, sending blobs in that way if it is a registry's and one is given. */
  public static Target uploading(Target target, @Nullable UploadMethod method) throws IOException {
    RemoteRepository repository = target.capability(RemoteRepository.class).orElse(null);
    return repository == null || method == null
        ? target
        : new RemoteRepository(repository.client.uploading(method));
  }

  @Override
  public RepositoryName repository() {
    return client.repository();
  }

  /** Returns the URLs of the repository. */
  public RegistryUrls urls() {
    return client.urls();
  }

  @Override
  public boolean exists(Descriptor descriptor) throws IOException {
    return descriptor.mediaType().isManifest()
        ? manifestExists(descriptor)
        : blobs.exists(descriptor.digest());
  }

  @Override
  public boolean manifestExists(Descriptor descriptor) throws IOException {
    return manifests.exists(descriptor.digest());
  }

  @Override
  public Descriptor resolve(String reference) throws IOException {
    return manifests.resolve(reference);
  }

  @Override
  public Descriptor resolveBlob(Digest digest) throws IOException {
    return blobs.resolve(digest);
  }

  @Override
  public RawManifest fetchReference(String reference) throws IOException {
    return manifests.get(reference);
  }

  @Override
  public RawManifest fetchReference(String reference, List<MediaType> accept) throws IOException {
    return manifests.fetch(reference, accept).manifest();
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    if (descriptor.mediaType().isManifest()) {
      return fetchManifest(descriptor);
    }
    UnsupportedDigestException.requireKnown(descriptor.digest());
    InputStream in = BlobDownload.open(client, descriptor, 0, descriptor.size());
    return VerifyingInputStream.of(in, descriptor);
  }

  @Override
  public InputStream fetchManifest(Descriptor descriptor) throws IOException {
    UnsupportedDigestException.requireKnown(descriptor.digest());
    RawManifest manifest = manifests.getUnparsed(descriptor);
    return VerifyingInputStream.of(new ByteArrayInputStream(manifest.bytes()), descriptor);
  }

  @Override
  public InputStream fetchRange(Descriptor blob, long offset, long length) throws IOException {
    Objects.checkFromIndexSize(offset, length, /* length= */ blob.size());
    return length == 0
        ? InputStream.nullInputStream()
        : BlobDownload.open(client, blob, offset, offset + length);
  }

  @Override
  public void download(Descriptor blob, Path file, LongConsumer observer) throws IOException {
    UnsupportedDigestException.requireKnown(blob.digest());
    new ResumableFile(client, blob, file, observer).run();
  }

  @Override
  public void push(Descriptor expected, ContentSource content) throws IOException {
    if (expected.mediaType().isManifest()) {
      pushManifest(expected, content);
    } else {
      uploads.push(expected, content);
    }
  }

  @Override
  public void pushManifest(Descriptor expected, ContentSource content) throws IOException {
    RegistryClient registry = client.registry();
    DocumentReader documents = new DocumentReader(registry.codec(), registry.limits());
    push(documents.manifest(expected, content), List.of());
  }

  @Override
  public void pushReference(RawManifest manifest, String tag) throws IOException {
    push(manifest, List.of(tag));
  }

  @Override
  public void pushReferences(RawManifest manifest, Collection<String> tags) throws IOException {
    push(manifest, tags);
  }

  /**
   * Stores a manifest and tags it: by one PUT where there is one tag, or where the registry takes
   * several at once. Its subject, if it has one, lists it when this returns.
   */
  public void push(RawManifest manifest, Collection<String> tags) throws IOException {
    referrers.pushed(manifest, manifests.push(manifest, tags));
  }

  @Override
  public Descriptor pushStream(MediaType mediaType, InputStream stream) throws IOException {
    return uploads.pushStream(mediaType, stream);
  }

  @Override
  public boolean mount(Descriptor blob, RepositoryName from, ContentSource content)
      throws IOException {
    return uploads.mount(blob, from, content);
  }

  @Override
  public void tag(Descriptor descriptor, String tag) throws IOException {
    tag(descriptor.digest().toString(), List.of(tag));
  }

  /**
   * Lets several tags name the manifest that has this tag or digest: one GET, then as {@link #push}
   * does it.
   *
   * @return the manifest's descriptor
   */
  public Descriptor tag(String reference, Collection<String> tags) throws IOException {
    RawManifest manifest = manifests.get(reference);
    // Its subject lists it already.
    manifests.push(manifest, tags);
    return manifest.descriptor();
  }

  /**
   * Removes a tag, and never a manifest.
   *
   * @throws io.oras.api.error.UnsupportedException when the registry does not remove tags; the
   *     message names the tags that would go if the manifest were deleted
   */
  @Override
  public void untag(String tag) throws IOException {
    tags.untag(tag);
  }

  /**
   * Deletes a blob, or a manifest with all tags that name it. A manifest that has a subject leaves
   * the list of that subject's referrers, where that list is at a tag.
   */
  @Override
  public void delete(Descriptor descriptor) throws IOException {
    if (descriptor.mediaType().isManifest()) {
      deleteManifest(descriptor);
    } else {
      blobs.delete(descriptor.digest());
    }
  }

  @Override
  public void deleteManifest(Descriptor descriptor) throws IOException {
    Descriptor subject = referrers.listedUnder(descriptor.digest());
    manifests.delete(descriptor.digest());
    if (subject != null) {
      referrers.deleted(descriptor.digest(), subject);
    }
  }

  /**
   * The tags in the registry's order, those of the referrers tag schema among them.
   *
   * <p>The first page is read at once, the others while the stream is consumed.
   */
  @Override
  public Stream<String> tags(Optional<String> after) throws IOException {
    return tags.list(after.orElse(null), 0);
  }

  @Override
  public Stream<String> tags(Optional<String> after, int pageSize) throws IOException {
    return tags.list(after.orElse(null), pageSize);
  }

  @Override
  public Stream<Descriptor> referrers(Descriptor subject, Optional<MediaType> artifactType)
      throws IOException {
    return referrers.list(subject.digest(), artifactType.orElse(null));
  }

  /** The referrers: a registry tells nothing else of what points to something. */
  @Override
  public List<Descriptor> predecessors(Descriptor descriptor) throws IOException {
    return Streams.read(referrers(descriptor, Optional.empty()), Stream::toList);
  }

  @Override
  public String toString() {
    return client.repository().toString();
  }
}
