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
 * How a registry is; what is not said is as the specification recommends. For one thread; {@link
 * #start} may be called again for another registry of the same kind.
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

  /** The port; 0, the default, is a free one. */
  public RegistryBuilder port(int value) {
    port = value;
    return this;
  }

  /** Whom it lets in; everybody by default. */
  public RegistryBuilder auth(Auth value) {
    auth = value;
    return this;
  }

  /**
   * Whether it speaks https, with a certificate for {@code localhost} and {@code 127.0.0.1} of its
   * own making, {@link InProcessRegistry#certificate}; plain http by default.
   */
  public RegistryBuilder tls(boolean value) {
    tls = value ? TestCertificate.selfSigned("localhost", "127.0.0.1", "::1") : null;
    return this;
  }

  /**
   * Keeps the content in a folder, made when it is not there: the repository {@code a/b} is an OCI
   * layout (image-spec v1.1.1) in {@code a/b}. What is there at the start is served; it stays when
   * the registry is closed. In memory by default.
   */
  public RegistryBuilder folder(Path value) {
    folder = value;
    return this;
  }

  /**
   * Brings the content of an OCI layout into a repository before the registry starts, under the
   * tags that it has there.
   */
  public RegistryBuilder seed(String repository, Path layout) {
    seeds.put(repository, layout);
    return this;
  }

  /** Adds what is special about a registry that exists. */
  public RegistryBuilder profile(RegistryProfile value) {
    quirks.addAll(value.quirks());
    faults.addAll(value.faults());
    profiles.add(value);
    chunkMinLength = Math.max(chunkMinLength, value.chunkMinLength());
    return this;
  }

  /** Has that quirk, besides others. */
  public RegistryBuilder quirk(RegistryQuirk value) {
    return set(value, true);
  }

  /** Has that fault from the start. */
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

  /** Whether there is a referrers API; without it no {@code OCI-Subject} is answered. */
  public RegistryBuilder referrersApi(boolean value) {
    return set(RegistryQuirk.NO_REFERRERS_API, !value);
  }

  /** Whether referrers are filtered by artifact type. */
  public RegistryBuilder referrersFilter(boolean value) {
    return set(RegistryQuirk.NO_REFERRERS_FILTER, !value);
  }

  /** Whether anything can be deleted; else 405. */
  public RegistryBuilder deletes(boolean value) {
    return set(RegistryQuirk.NO_DELETES, !value);
  }

  /** Whether nothing can be changed by requests; then writes are answered 405. */
  public RegistryBuilder readOnly(boolean value) {
    return set(RegistryQuirk.READ_ONLY, value);
  }

  /** Whether {@code Range} is honoured; else the whole blob is sent with 200. */
  public RegistryBuilder ranges(boolean value) {
    return set(RegistryQuirk.NO_RANGES, !value);
  }

  /** Whether a POST with a digest and a body stores it; else it is answered 202. */
  public RegistryBuilder singlePost(boolean value) {
    return set(RegistryQuirk.NO_SINGLE_POST, !value);
  }

  /** Whether blobs can be mounted; else a mount is answered 202. */
  public RegistryBuilder mounts(boolean value) {
    return set(RegistryQuirk.NO_MOUNTS, !value);
  }

  /** Whether a manifest may name blobs and manifests that are not there; by default not. */
  public RegistryBuilder missingReferences(boolean value) {
    return set(RegistryQuirk.MISSING_REFERENCES, value);
  }

  /**
   * Whether manifests and blobs must come with a Content-Length, else 411; by default they must. A
   * PATCH without one is a stream, which is always served.
   */
  public RegistryBuilder lengthRequired(boolean value) {
    return set(RegistryQuirk.LENGTH_OPTIONAL, !value);
  }

  /** The most entries of a page of tags, repositories or referrers; 1000 by default. */
  public RegistryBuilder pageSize(int value) {
    pageSize = value;
    return this;
  }

  /** The fewest bytes of a chunk that is not the last; 0, the default, is no such rule. */
  public RegistryBuilder chunkMinLength(long value) {
    chunkMinLength = value;
    return this;
  }

  /** The most bytes of a manifest; 4 MiB by default. */
  public RegistryBuilder manifestLimit(int value) {
    manifestLimit = value;
    return this;
  }

  /** The most bytes of a blob; no limit by default. */
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
   * Starts the registry.
   *
   * @throws IOException when the port is taken or the folder cannot be used
   */
  public InProcessRegistry start() throws IOException {
    return new InProcessRegistry(this);
  }
}
