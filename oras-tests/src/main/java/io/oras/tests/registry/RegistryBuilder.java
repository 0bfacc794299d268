package io.oras.tests.registry;

import io.oras.tests.registry.storage.FolderStorage;
import io.oras.tests.registry.storage.MemoryStorage;
import io.oras.tests.registry.storage.Storage;
import io.oras.tests.tool.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link InProcessRegistry}. The defaults follow the recommendations of the
 * specification. Not thread safe. {@link #start} can be called again for another registry with the
 * same settings.
 */
public final class RegistryBuilder {
  final Set<RegistryQuirk> quirks = EnumSet.noneOf(RegistryQuirk.class);
  final List<Fault> faults = new ArrayList<>();
  final List<RegistryProfile> profiles = new ArrayList<>();
  final Map<String, Path> seeds = new LinkedHashMap<>();
  int port;
  Auth auth = Auth.anonymous();
  @Nullable Path folder;
  @Nullable TestCertificate tls;
  private int pageSize = 1000;
  private long chunkMinLength;
  private int manifestLimit = 4 << 20;
  private long blobLimit = Long.MAX_VALUE;

  RegistryBuilder() {}

  /** Sets the port; by default 0, which chooses a free port. */
  public RegistryBuilder port(int value) {
    port = value;
    return this;
  }

  /** Sets the authentication; none by default. */
  public RegistryBuilder auth(Auth value) {
    auth = value;
    return this;
  }

  /**
   * Sets whether the registry uses HTTPS, with its own certificate for {@code localhost} and {@code
   * 127.0.0.1} ({@link InProcessRegistry#certificate}); false by default.
   */
  public RegistryBuilder tls(boolean value) {
    tls = value ? TestCertificate.selfSigned("localhost", "127.0.0.1", "::1") : null;
    return this;
  }

  /**
   * Sets the folder that stores the content, which is created if it does not exist. The repository
   * {@code a/b} is an OCI layout (image-spec v1.1.1) in {@code a/b}. Existing content is served,
   * and the content stays after the registry is closed. By default content is kept in memory.
   */
  public RegistryBuilder folder(Path value) {
    folder = value;
    return this;
  }

  /** Imports an OCI layout with its tags into a repository before the registry starts. */
  public RegistryBuilder seed(String repository, Path layout) {
    seeds.put(repository, layout);
    return this;
  }

  /** Adds the behaviours of a real registry. */
  public RegistryBuilder profile(RegistryProfile value) {
    quirks.addAll(value.quirks());
    faults.addAll(value.faults());
    profiles.add(value);
    chunkMinLength = Math.max(chunkMinLength, value.chunkMinLength());
    return this;
  }

  /** Adds a quirk. */
  public RegistryBuilder quirk(RegistryQuirk value) {
    return set(value, true);
  }

  /** Adds a fault. */
  public RegistryBuilder fault(Fault value) {
    faults.add(value);
    return this;
  }

  private RegistryBuilder set(RegistryQuirk quirk, boolean has) {
    if (has) {
      quirks.add(quirk);
    } else {
      quirks.remove(quirk);
    }
    return this;
  }

  /**
   * Sets whether the registry has the referrers API and sends {@code OCI-Subject}; true by default.
   */
  public RegistryBuilder referrersApi(boolean value) {
    return set(RegistryQuirk.NO_REFERRERS_API, !value);
  }

  /** Sets whether the registry filters referrers by artifact type; true by default. */
  public RegistryBuilder referrersFilter(boolean value) {
    return set(RegistryQuirk.NO_REFERRERS_FILTER, !value);
  }

  /**
   * Sets whether content can be deleted; true by default. Otherwise deletion is answered with 405.
   */
  public RegistryBuilder deletes(boolean value) {
    return set(RegistryQuirk.NO_DELETES, !value);
  }

  /** Sets whether the registry answers every change with 405; false by default. */
  public RegistryBuilder readOnly(boolean value) {
    return set(RegistryQuirk.READ_ONLY, value);
  }

  /**
   * Sets whether the registry supports {@code Range}; true by default. Otherwise the whole blob is
   * sent with 200.
   */
  public RegistryBuilder ranges(boolean value) {
    return set(RegistryQuirk.NO_RANGES, !value);
  }

  /**
   * Sets whether a POST with a digest and a body stores a blob; true by default. Otherwise the POST
   * is answered with 202.
   */
  public RegistryBuilder singlePost(boolean value) {
    return set(RegistryQuirk.NO_SINGLE_POST, !value);
  }

  /** Sets whether blobs can be mounted; true by default. Otherwise a mount is answered with 202. */
  public RegistryBuilder mounts(boolean value) {
    return set(RegistryQuirk.NO_MOUNTS, !value);
  }

  /** Sets whether a manifest may reference missing blobs and manifests; false by default. */
  public RegistryBuilder missingReferences(boolean value) {
    return set(RegistryQuirk.MISSING_REFERENCES, value);
  }

  /**
   * Sets whether manifests and blobs need a {@code Content-Length}; true by default. Otherwise such
   * requests are answered with 411. A PATCH without a length is a stream, which is always accepted.
   */
  public RegistryBuilder lengthRequired(boolean value) {
    return set(RegistryQuirk.LENGTH_OPTIONAL, !value);
  }

  /**
   * Sets the maximum number of entries on a page of tags, repositories or referrers; 1000 by
   * default.
   */
  public RegistryBuilder pageSize(int value) {
    pageSize = value;
    return this;
  }

  /**
   * Sets the minimum size of a chunk in bytes, except for the last chunk; by default 0, which means
   * no minimum.
   */
  public RegistryBuilder chunkMinLength(long value) {
    chunkMinLength = value;
    return this;
  }

  /** Sets the maximum size of a manifest in bytes; 4 MiB by default. */
  public RegistryBuilder manifestLimit(int value) {
    manifestLimit = value;
    return this;
  }

  /** Sets the maximum size of a blob in bytes; no limit by default. */
  public RegistryBuilder blobLimit(long value) {
    blobLimit = value;
    return this;
  }

  RegistryOptions settings() {
    return new RegistryOptions(quirks, pageSize, chunkMinLength, manifestLimit, blobLimit);
  }

  Storage storage() throws IOException {
    return folder == null ? new MemoryStorage() : new FolderStorage(folder);
  }

  /**
   * Starts the registry. The caller closes it.
   *
   * @throws IOException if the port is in use, or if the folder cannot be used
   */
  public InProcessRegistry start() throws IOException {
    return new InProcessRegistry(this);
  }
}
