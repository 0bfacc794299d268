package io.oras.tests.registry;

import io.oras.api.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An OCI registry (distribution-spec v1.1.1, complete) on a free port of 127.0.0.1, in this JVM and
 * in memory, strict about what clients send.
 *
 * <pre>{@code
 * try (InProcessRegistry registry = InProcessRegistry.start()) {
 *   oras.push(registry.host() + "/hello:v1", artifact);
 *   registry.requests().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Thread safe. The owner closes it; a registry that nobody closes does not keep the JVM alive.
 */
public final class InProcessRegistry implements AutoCloseable {
  private final Repositories repositories = new Repositories();
  private final Faults faults = new Faults();
  private final RequestLog log = new RequestLog();
  private final Uploads uploads;
  private final Guard guard;
  private final Listener listener;

  private InProcessRegistry(Builder builder) throws IOException {
    Settings settings = builder.settings();
    uploads = new Uploads(repositories, MemorySink::new, settings);
    guard = builder.auth.guard(faults, log);
    Service service = new Router(guard, repositories, uploads, settings);
    try {
      listener = new Listener(builder.port, new Front(service, faults, log));
    } catch (IOException e) {
      guard.close();
      throw e;
    }
  }

  /** A started registry that allows everybody everything. */
  public static InProcessRegistry start() throws IOException {
    return builder().start();
  }

  /** To say how the registry is. */
  public static Builder builder() {
    return new Builder();
  }

  /** {@code 127.0.0.1:PORT}: with {@code /repository:tag} behind it, it is a reference. */
  public String host() {
    return "127.0.0.1:" + listener.port();
  }

  /** The same registry under another name, and so of another origin: {@code localhost:PORT}. */
  public String otherHost() {
    return "localhost:" + listener.port();
  }

  /** {@code http://127.0.0.1:PORT} and the path. */
  public URI uri(String path) {
    return URI.create("http://" + host() + path);
  }

  /** Adds a fault; it counts requests from now on. */
  public void fault(Fault fault) {
    faults.add(fault);
  }

  /** Removes all faults. */
  public void clearFaults() {
    faults.clear();
  }

  /** What was asked so far, in the order of the answers. */
  public List<LoggedRequest> requests() {
    return log.requests();
  }

  /** Forgets the requests. */
  public void clear() {
    log.clear();
  }

  /** Makes all tokens invalid that were given so far, as if they had expired. */
  public void revokeTokens() {
    guard.revokeTokens();
  }

  /** How many uploads were begun and neither finished nor cancelled. */
  public int openUploads() {
    return uploads.open();
  }

  /** The names of all repositories that have, or had, content. */
  public List<String> repositories() {
    return List.copyOf(repositories.byName().keySet());
  }

  /** The tags of a repository, sorted. */
  public List<String> tags(String repository) {
    return repositories.find(repository).map(r -> List.copyOf(r.tags().keySet())).orElse(List.of());
  }

  /** The digest under a tag. */
  public Optional<Digest> tag(String repository, String tag) {
    return repositories.find(repository).map(r -> r.tags().get(tag));
  }

  /** A blob's bytes. */
  public Optional<byte[]> blob(String repository, Digest digest) {
    return repositories.find(repository).map(r -> r.blobs().get(digest)).map(Content::inMemory);
  }

  /** A manifest's bytes. */
  public Optional<byte[]> manifest(String repository, Digest digest) {
    return repositories
        .find(repository)
        .map(r -> r.manifests().get(digest))
        .map(manifest -> manifest.content().inMemory());
  }

  /** Puts a blob there without a request. */
  public Digest addBlob(String repository, byte[] bytes) {
    Digest digest = Digest.of(bytes);
    repositories.create(repository).blobs().put(digest, Content.of(bytes));
    return digest;
  }

  /**
   * Puts a manifest there without a request; what it names may be missing.
   *
   * @throws IllegalArgumentException when it is no manifest
   */
  public Digest addManifest(String repository, String tag, String mediaType, byte[] bytes) {
    Digest digest = Digest.of(bytes);
    try {
      Repository target = repositories.create(repository);
      target.manifests().put(digest, StoredManifest.parse(digest, mediaType, bytes));
      target.tags().put(tag, digest);
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return digest;
  }

  /** The name of all threads that serve requests. */
  String threadName() {
    return listener.threadName();
  }

  /** Ends all connections; no thread is left when it returns. */
  @Override
  public void close() {
    listener.close();
    guard.close();
  }

  /** How a registry is; what is not said is as the specification recommends. */
  public static final class Builder {
    private int port;
    private Auth auth = Auth.anonymous();
    private boolean referrersApi = true;
    private boolean referrersFilter = true;
    private boolean deletes = true;
    private boolean readOnly;
    private boolean ranges = true;
    private boolean singlePost = true;
    private boolean mounts = true;
    private boolean missingReferences;
    private boolean lengthRequired = true;
    private int pageSize = 1000;
    private long chunkMinLength;
    private int manifestLimit = 4 << 20;

    private Builder() {}

    /** The port; 0, the default, is a free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Whom it lets in; everybody by default. */
    public Builder auth(Auth value) {
      auth = value;
      return this;
    }

    /** Whether there is a referrers API; without it no {@code OCI-Subject} is answered. */
    public Builder referrersApi(boolean value) {
      referrersApi = value;
      return this;
    }

    /** Whether referrers are filtered by artifact type. */
    public Builder referrersFilter(boolean value) {
      referrersFilter = value;
      return this;
    }

    /** Whether anything can be deleted; else 405. */
    public Builder deletes(boolean value) {
      deletes = value;
      return this;
    }

    /** Whether nothing can be changed by requests; then writes are answered 405. */
    public Builder readOnly(boolean value) {
      readOnly = value;
      return this;
    }

    /** Whether {@code Range} is honoured; else the whole blob is sent with 200. */
    public Builder ranges(boolean value) {
      ranges = value;
      return this;
    }

    /** Whether a POST with a digest and a body stores it; else it is answered 202. */
    public Builder singlePost(boolean value) {
      singlePost = value;
      return this;
    }

    /** Whether blobs can be mounted; else a mount is answered 202. */
    public Builder mounts(boolean value) {
      mounts = value;
      return this;
    }

    /** Whether a manifest may name blobs and manifests that are not there; by default not. */
    public Builder missingReferences(boolean value) {
      missingReferences = value;
      return this;
    }

    /**
     * Whether manifests and blobs must come with a Content-Length, else 411; by default they must.
     * A PATCH without one is a stream, which is always served.
     */
    public Builder lengthRequired(boolean value) {
      lengthRequired = value;
      return this;
    }

    /** The most entries of a page of tags, repositories or referrers; 1000 by default. */
    public Builder pageSize(int value) {
      pageSize = value;
      return this;
    }

    /** The fewest bytes of a chunk that is not the last; 0, the default, is no such rule. */
    public Builder chunkMinLength(long value) {
      chunkMinLength = value;
      return this;
    }

    /** The most bytes of a manifest; 4 MiB by default. */
    public Builder manifestLimit(int value) {
      manifestLimit = value;
      return this;
    }

    private Settings settings() {
      return new Settings(
          referrersApi,
          referrersFilter,
          deletes,
          readOnly,
          ranges,
          singlePost,
          mounts,
          missingReferences,
          lengthRequired,
          pageSize,
          chunkMinLength,
          manifestLimit);
    }

    /** Starts the registry. */
    public InProcessRegistry start() throws IOException {
      return new InProcessRegistry(this);
    }
  }
}
