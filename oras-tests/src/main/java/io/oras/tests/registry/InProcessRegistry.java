package io.oras.tests.registry;

import io.oras.api.model.Digest;
import io.oras.tests.registry.storage.Content;
import io.oras.tests.registry.storage.LayoutImport;
import io.oras.tests.registry.storage.Repositories;
import io.oras.tests.registry.storage.Storage;
import io.oras.tests.registry.storage.StorageInspector;
import io.oras.tests.tool.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OCI registry inside the JVM (distribution-spec v1.1.1, complete), on a free port of 127.0.0.1.
 * The registry is strict about requests, and keeps content in memory or in a folder.
 *
 * <pre>{@code
 * try (InProcessRegistry registry = InProcessRegistry.start()) {
 *   oras.push(registry.host() + "/hello:v1", artifact);
 *   registry.requests().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Thread safe. The code that starts the registry closes it. An open registry does not keep the
 * JVM alive.
 */
public final class InProcessRegistry implements AutoCloseable {
  private final Faults faults = new Faults();
  private final RequestLog log = new RequestLog();
  private final @Nullable TestCertificate tls;
  private final RegistryOptions settings;
  private final ServerContext site;
  private final Storage storage;
  private final Repositories repositories;
  private final Uploads uploads;
  private final AccessFilter guard;
  private final @Nullable Listener elsewhere;
  private final Listener listener;

  InProcessRegistry(RegistryBuilder builder) throws IOException {
    settings = builder.settings();
    tls = builder.tls;
    site = new ServerContext(faults, log, tls == null ? null : tls.serverContext());
    storage = builder.storage();
    repositories = new Repositories(storage);
    uploads = new Uploads(repositories, storage, settings);
    builder.profiles.forEach(profile -> profile.prepare(builder.auth));
    builder.faults.forEach(faults::add);
    for (Map.Entry<String, Path> seed : builder.seeds.entrySet()) {
      StorageInspector.run(
          () -> LayoutImport.plant(seed.getValue(), storage, repositories.create(seed.getKey())));
    }
    guard = builder.auth.guard(site);
    Listener opened = null;
    try {
      Service service = new Router(guard, repositories, uploads, settings);
      if (settings.has(RegistryQuirk.BLOBS_ELSEWHERE)) {
        BlobHost host = new BlobHost(repositories);
        opened = site.listen(0, host);
        service = host.inFront(service, site.origin("localhost", opened));
      }
      listener = site.listen(builder.port, new LocationRewriter(service, settings, site));
    } catch (IOException e) {
      if (opened != null) {
        opened.close();
      }
      guard.close();
      storage.close();
      throw e;
    }
    elsewhere = opened;
  }

  /** Starts a registry without authentication. */
  public static InProcessRegistry start() throws IOException {
    return builder().start();
  }

  /** Creates a builder for a registry with other settings. */
  public static RegistryBuilder builder() {
    return new RegistryBuilder();
  }

  /**
   * Returns {@code 127.0.0.1:PORT}. With {@code /repository:tag} appended, the text is a reference.
   */
  public String host() {
    return "127.0.0.1:" + listener.port();
  }

  /**
   * Returns {@code localhost:PORT}: the same registry under another name, and therefore another
   * origin.
   */
  public String otherHost() {
    return "localhost:" + listener.port();
  }

  /**
   * Returns the URL of a path, {@code http://127.0.0.1:PORT} or {@code https://127.0.0.1:PORT} with
   * the path.
   */
  public URI uri(String path) {
    return URI.create(site.origin("127.0.0.1", listener) + path);
  }

  /**
   * Returns the certificate of a registry with TLS in PEM format, to trust as an authority.
   *
   * @throws IllegalStateException if the registry uses plain HTTP
   */
  public String certificate() {
    if (tls == null) {
      throw new IllegalStateException("this registry has no certificate; build it with tls(true)");
    }
    return tls.pem();
  }

  /** Adds a fault. The fault counts requests from now on. */
  public void fault(Fault fault) {
    faults.add(fault);
  }

  /** Removes all faults. */
  public void clearFaults() {
    faults.clear();
  }

  /** Returns the requests so far, in the order of the responses. */
  public List<LoggedRequest> requests() {
    return log.requests();
  }

  /** Clears the list of requests. */
  public void clear() {
    log.clear();
  }

  /** Invalidates all tokens that were issued so far, as if they had expired. */
  public void revokeTokens() {
    guard.revokeTokens();
  }

  /** Returns the number of upload sessions that are neither finished nor cancelled. */
  public int openUploads() {
    return uploads.open();
  }

  /** Returns the names of all repositories that have, or had, content. */
  public List<String> repositories() {
    return List.copyOf(repositories.names());
  }

  /** Returns the tags of a repository, sorted. */
  public List<String> tags(String repository) {
    return StorageInspector.of(() -> repositories.orNothing(repository).tags());
  }

  /** Returns the digest of the manifest with this tag. */
  public Optional<Digest> tag(String repository, String tag) {
    return StorageInspector.of(() -> repositories.orNothing(repository).tag(tag));
  }

  /** Returns the bytes of a blob. */
  public Optional<byte[]> blob(String repository, Digest digest) {
    return StorageInspector.of(() -> repositories.orNothing(repository).blob(digest))
        .map(Content::inMemory);
  }

  /** Returns the bytes of a manifest. */
  public Optional<byte[]> manifest(String repository, Digest digest) {
    return StorageInspector.of(() -> repositories.orNothing(repository).manifest(digest))
        .map(manifest -> manifest.content().inMemory());
  }

  /** Returns a check of whether the content of the repository is complete and correct. */
  public ArtifactCheck check(String repository) {
    return ArtifactCheck.of(new RepositoryTarget(repository, repositories.orNothing(repository)));
  }

  /** Stores a blob without a request. */
  public Digest addBlob(String repository, byte[] bytes) {
    Digest digest = Digest.of(bytes);
    StorageInspector.run(() -> repositories.create(repository).addBlob(digest, Content.of(bytes)));
    return digest;
  }

  /**
   * Stores a manifest without a request. The content that the manifest references may be missing.
   *
   * @throws IllegalArgumentException if the bytes are not a manifest and the registry does not have
   *     {@link RegistryQuirk#ANY_MANIFEST}
   */
  public Digest addManifest(String repository, String tag, String mediaType, byte[] bytes) {
    Digest digest = Digest.of(bytes);
    StorageInspector.run(
        () ->
            repositories
                .create(repository)
                .addManifest(settings.read(digest, mediaType, bytes), List.of(tag)));
    return digest;
  }

  /** Returns the name of all threads that serve requests. */
  String threadName() {
    return listener.threadName();
  }

  /** Ends all connections and threads. */
  @Override
  public void close() {
    listener.close();
    if (elsewhere != null) {
      elsewhere.close();
    }
    guard.close();
    StorageInspector.run(
        () -> {
          uploads.close();
          storage.close();
        });
  }
}
