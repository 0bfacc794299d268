package io.oras.core;

import io.oras.api.event.TransferListener;
import io.oras.api.reference.RegistryNames;
import io.oras.api.spi.Environment;
import io.oras.api.spi.RegistryResolver;
import io.oras.api.spi.TrustPolicy;
import io.oras.api.transport.HttpTransport;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import io.oras.core.context.ClientSettings;
import io.oras.core.context.ServiceProviders;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.Limits;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.RetryPolicy;
import io.oras.core.options.TestHooks;
import io.oras.core.options.WireTrace;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link Oras}. Every setting has a default. What is not set is found by {@link
 * java.util.ServiceLoader} when it is first needed. Each value is checked when it is set; the
 * builder itself reads no file and opens no connection.
 *
 * <p>A method that takes a function changes the settings that the builder has so far:
 *
 * <pre>{@code
 * Oras mine = Oras.builder()
 *     .registry("registry.example:5000", r -> r.plainHttp(true))
 *     .retry(r -> r.attempts(3))
 *     .build();
 * }</pre>
 *
 * <p>Not thread safe.
 */
public final class OrasBuilder {
  private static final Pattern AUTHORITY = Pattern.compile("(\\[[^]]+]|[^:]+):\\d{1,5}");
  private static final Duration LONGEST = Duration.ofDays(10_000);

  ServiceProviders providers = ServiceProviders.ofCore();
  private @Nullable HttpTransport transport;
  private @Nullable String transportName;
  private Duration connectTimeout = Duration.ofSeconds(30);
  private Duration responseTimeout = Duration.ofSeconds(60);
  private Duration idleTimeout = Duration.ofSeconds(60);
  private @Nullable Duration timeout;
  private @Nullable ProxySelector proxy;
  private final Map<String, InetSocketAddress> addresses = new HashMap<>();
  private final List<CredentialProvider> credentials = new ArrayList<>();
  private InstalledCredentials installedCredentials = InstalledCredentials.all();
  private RegistrySettings defaults = RegistrySettings.defaults();
  private final Map<String, RegistrySettings> registries = new HashMap<>();
  private RetryPolicy retry = RetryPolicy.defaults();
  private Limits limits = Limits.defaults();
  private int connectionsPerHost = 32;
  private int connectionsPerBlob = 4;
  private @Nullable ThreadFactory threads;
  private TransferListener listener = TransferListener.NONE;
  private String userAgent = "oras-java/" + Version.number();
  private TestHooks hooks = TestHooks.defaults();
  private @Nullable List<Path> certificateFolders;
  private @Nullable Path stateFolder;
  private @Nullable Path cacheFolder;
  private @Nullable WireTrace trace;
  private @Nullable TrustPolicy policy;
  private @Nullable Path policyFile;
  private boolean systemPolicy;
  private @Nullable RegistryResolver resolver;
  private boolean registriesConf;
  private @Nullable Path registriesConfFile;
  private boolean shortNames;

  OrasBuilder() {}

  /** Adds a listener to the events of all calls. */
  public OrasBuilder listener(TransferListener added) {
    listener = listener.andThen(added);
    return this;
  }

  /**
   * Sets how long each call may take, over retries, pauses, waits, token requests and the reading
   * of streams that it returned. A call that takes longer is stopped with a {@link
   * io.oras.api.error.DeadlineExceededException}. Options of a call can set a shorter or longer
   * time. By default calls have no deadline.
   *
   * @throws IllegalArgumentException if the duration is not positive
   */
  public OrasBuilder timeout(Duration limit) {
    timeout = positive("timeout", limit);
    return this;
  }

  /**
   * Adds a provider of credentials. Providers are asked in the order in which they were added,
   * before the installed providers.
   */
  public OrasBuilder credentials(CredentialProvider provider) {
    credentials.add(Objects.requireNonNull(provider, "provider"));
    return this;
  }

  /**
   * Adds the credential of one registry.
   *
   * @param registry {@code host[:port]} as in references
   * @throws io.oras.api.error.InvalidReferenceException if the text is not a registry
   */
  public OrasBuilder credential(String registry, Credential credential) {
    return credentials(CredentialProviders.of(RegistryNames.require(registry), credential));
  }

  /** Sets which installed providers of credentials are asked; all automatic ones by default. */
  public OrasBuilder installedCredentials(InstalledCredentials choice) {
    installedCredentials = Objects.requireNonNull(choice, "choice");
    return this;
  }

  /**
   * Sets the settings of registries without settings of their own.
   *
   * <p>Of these settings, mirrors and other locations that a {@code registries.conf} names get the
   * certificate authorities, {@code plainHttp(false)} and the mode of referrers. They never get
   * what allows an unverified connection, headers or a client certificate.
   */
  public OrasBuilder registryDefaults(RegistrySettings settings) {
    defaults = Objects.requireNonNull(settings, "settings");
    return this;
  }

  /** Changes the settings of registries without settings of their own. */
  public OrasBuilder registryDefaults(Consumer<RegistrySettings.Builder> change) {
    return registryDefaults(Repository.configured(defaults.toBuilder(), change).build());
  }

  /**
   * Sets the settings of one registry. They replace {@link #registryDefaults} for the registry.
   *
   * @param registry {@code host[:port]} as in references
   * @throws io.oras.api.error.InvalidReferenceException if the text is not a registry
   */
  public OrasBuilder registry(String registry, RegistrySettings settings) {
    registries.put(key(registry), Objects.requireNonNull(settings, "settings"));
    return this;
  }

  /**
   * Changes the settings of one registry, starting from the settings that were set for the registry
   * before, else from {@link RegistrySettings#defaults}.
   *
   * @param registry {@code host[:port]} as in references
   * @throws io.oras.api.error.InvalidReferenceException if the text is not a registry
   */
  public OrasBuilder registry(String registry, Consumer<RegistrySettings.Builder> change) {
    RegistrySettings start = registries.getOrDefault(key(registry), RegistrySettings.defaults());
    return registry(registry, Repository.configured(start.toBuilder(), change).build());
  }

  /**
   * Sets who decides which endpoints serve a repository: mirrors, other locations, or none because
   * the registry is blocked. By default, each repository is served by the registry of its name.
   */
  public OrasBuilder registries(RegistryResolver replacement) {
    resolver = Objects.requireNonNull(replacement, "resolver");
    return this;
  }

  /**
   * Reads mirrors, other locations, blocked registries and short names from the files {@code
   * registries.conf} of the user and the system, as Podman and skopeo do. Needs the artifact {@code
   * io.oras:oras-registries}. The files are read when they are first needed.
   */
  public OrasBuilder systemRegistriesConf() {
    registriesConf = true;
    registriesConfFile = null;
    return this;
  }

  /**
   * Reads this file instead of the main file of {@link #systemRegistriesConf()}. Drop-in files are
   * read too.
   */
  public OrasBuilder registriesConfFile(Path file) {
    registriesConf = true;
    registriesConfFile = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Sets whether a name may lack its registry, as in {@code fedora:41}, which the {@link
   * #registries configuration of registries} completes. Such a name can only be read; without tag
   * and digest it has the tag {@code latest}. False by default, because the owner of an earlier
   * registry in the search list decides which artifact is read.
   */
  public OrasBuilder shortNames(boolean enabled) {
    shortNames = enabled;
    return this;
  }

  /** The names of Docker Hub are one registry. */
  private static String key(String registry) {
    return RegistryNames.canonical(RegistryNames.require(registry));
  }

  /** Sets how often and how long failed requests are sent again. */
  public OrasBuilder retry(RetryPolicy policy) {
    retry = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /** Changes how often and how long failed requests are sent again. */
  public OrasBuilder retry(Consumer<RetryPolicy.Builder> change) {
    return retry(Repository.configured(retry.toBuilder(), change).build());
  }

  /** Sets the limits on memory, archives, lists and graphs. */
  public OrasBuilder limits(Limits replacement) {
    limits = Objects.requireNonNull(replacement, "limits");
    return this;
  }

  /** Changes the limits on memory, archives, lists and graphs. */
  public OrasBuilder limits(Consumer<Limits.Builder> change) {
    return limits(Repository.configured(limits.toBuilder(), change).build());
  }

  /**
   * Sets which proxies to use. By default they are those of the environment ({@code HTTPS_PROXY},
   * {@code HTTP_PROXY}, {@code NO_PROXY}), else those of the JVM's system properties. For a proxy
   * with a password, the selector returns an {@link io.oras.api.transport.AuthenticatedProxy}.
   */
  public OrasBuilder proxy(ProxySelector replacement) {
    proxy = Objects.requireNonNull(replacement, "proxy");
    return this;
  }

  /**
   * Connects to an address instead of looking up the name of a host.
   *
   * @param authority {@code host:port}; an IPv6 address is in brackets
   * @throws IllegalArgumentException if the text has no port
   */
  public OrasBuilder address(String authority, InetSocketAddress address) {
    if (!AUTHORITY.matcher(authority).matches()) {
      throw new IllegalArgumentException(
          "authority is '" + authority + "', expected host:port, such as registry.example:443");
    }
    addresses.put(authority, Objects.requireNonNull(address, "address"));
    return this;
  }

  /**
   * Sets how long to wait for a connection; 30 seconds by default.
   *
   * @throws IllegalArgumentException if the duration is not positive
   */
  public OrasBuilder connectTimeout(Duration limit) {
    connectTimeout = positive("connectTimeout", limit);
    return this;
  }

  /**
   * Sets how long to wait for the head of a response after the request was sent; 60 seconds by
   * default. The request that completes an upload is given more time for each byte.
   *
   * @throws IllegalArgumentException if the duration is not positive
   */
  public OrasBuilder responseTimeout(Duration limit) {
    responseTimeout = positive("responseTimeout", limit);
    return this;
  }

  /**
   * Sets how long a body may transfer no byte; 60 seconds by default.
   *
   * @throws IllegalArgumentException if the duration is not positive
   */
  public OrasBuilder idleTimeout(Duration limit) {
    idleTimeout = positive("idleTimeout", limit);
    return this;
  }

  /**
   * Sets how many requests to one host run at the same time at most; 32 by default. All operations
   * of the client share them. The number is lowered while the host answers with status 429 or 503.
   * One operation uses 5, and more as long as that raises its throughput.
   *
   * @throws IllegalArgumentException if the number is less than 1
   */
  public OrasBuilder connectionsPerHost(int number) {
    connectionsPerHost = positive("connectionsPerHost", number);
    return this;
  }

  /**
   * Sets how many of the {@link #connectionsPerHost} may fetch one large blob in ranges; 4 by
   * default. More than one is used only if a single connection is slow and several are faster.
   *
   * @throws IllegalArgumentException if the number is less than 1
   */
  public OrasBuilder connectionsPerBlob(int number) {
    connectionsPerBlob = positive("connectionsPerBlob", number);
    return this;
  }

  /** Sets the header {@code User-Agent}; {@code oras-java/<version>} by default. */
  public OrasBuilder userAgent(String replacement) {
    userAgent = Objects.requireNonNull(replacement, "userAgent");
    return this;
  }

  /** Sets the receiver of every HTTP request and response, without secrets; none by default. */
  public OrasBuilder trace(WireTrace replacement) {
    trace = Objects.requireNonNull(replacement, "trace");
    return this;
  }

  /**
   * Sets the folder of a cache: an OCI layout, created if it does not exist, that keeps what is
   * read from registries. Content in the cache is not fetched again, and is verified whenever it is
   * read. Tags are always resolved by the registry. Several programs may share the folder. Only
   * broken content is removed. By default there is no cache.
   */
  public OrasBuilder cache(Path folder) {
    cacheFolder = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /**
   * Sets a folder, created with mode 0700, for locks between the programs of one user on this
   * machine, for changes that the protocol cannot make atomically. By default, locks work only
   * within this JVM.
   */
  public OrasBuilder stateFolder(Path folder) {
    stateFolder = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /**
   * Sets the folders with certificates to trust and client certificates to present, in subfolders
   * named {@code host[:port]}: {@code *.crt}, {@code *.cert}, {@code *.key}. By default they are
   * the {@code certs.d} folders of Docker and of containers; without an argument there are none.
   * The settings of a registry come first.
   */
  public OrasBuilder certificateFolders(Path... folders) {
    certificateFolders = List.of(folders);
    return this;
  }

  /**
   * Sets the policy that decides which artifacts may be used. By default, all artifacts may be
   * used. The policy applies to artifacts that are read: names are judged before the first request,
   * and signatures are checked before a layer is fetched, or a file, a tag or an entry of the cache
   * is written. If the policy refuses an artifact, the call throws an {@link
   * io.oras.api.error.UntrustedException}.
   */
  public OrasBuilder trust(TrustPolicy replacement) {
    policy = Objects.requireNonNull(replacement, "policy");
    return this;
  }

  /**
   * Sets the file with the policy that decides which artifacts may be used: see {@link #trust}. An
   * installed {@link io.oras.api.spi.TrustPolicyProvider}, such as that of {@code oras-trust},
   * reads the file when it is first needed; if the file cannot be read, nothing is trusted.
   */
  public OrasBuilder trustPolicyFile(Path file) {
    policyFile = Objects.requireNonNull(file, "file");
    return this;
  }

  /** Uses the policy file of the user or the machine: see {@link #trustPolicyFile}. */
  public OrasBuilder systemTrustPolicy() {
    systemPolicy = true;
    return this;
  }

  /** Sets the transport that sends requests. It is closed with the {@link Oras}. */
  public OrasBuilder transport(HttpTransport replacement) {
    transport = Objects.requireNonNull(replacement, "transport");
    return this;
  }

  /**
   * Sets the installed transport that sends requests, by its name. By default it is the one with
   * the highest priority.
   */
  public OrasBuilder transport(String name) {
    transportName = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets what creates the threads that transfer content, beside the thread of the caller. By
   * default they are virtual threads (JDK 21 and later) or daemon threads. Threads without work end
   * after a minute; all end when the {@link Oras} is closed.
   *
   * <p>Daemon threads of the operating system take less CPU time for many small blobs. Virtual
   * threads take less memory if many calls run at the same time.
   */
  public OrasBuilder threads(ThreadFactory factory) {
    threads = Objects.requireNonNull(factory, "factory");
    return this;
  }

  /** Sets the class loader that finds providers; by default it is the one of this library. */
  public OrasBuilder providersFrom(ClassLoader loader) {
    providers = ServiceProviders.of(Objects.requireNonNull(loader, "loader"));
    return this;
  }

  /** Sets the module layer that, with its parents, finds providers. */
  public OrasBuilder providersFrom(ModuleLayer layer) {
    providers = ServiceProviders.of(Objects.requireNonNull(layer, "layer"));
    return this;
  }

  /** Sets what tests replace: time, waiting and the environment. */
  public OrasBuilder testing(TestHooks replacement) {
    hooks = Objects.requireNonNull(replacement, "hooks");
    return this;
  }

  /** Changes what tests replace: time, waiting and the environment. */
  public OrasBuilder testing(Consumer<TestHooks.Builder> change) {
    return testing(Repository.configured(hooks.toBuilder(), change).build());
  }

  /**
   * Creates the client. The builder can be used further, unless it was given a {@link
   * #transport(HttpTransport) transport}.
   */
  public Oras build() {
    return new Oras(this);
  }

  /** Returns the settings so far. */
  ClientSettings settings() {
    return new ClientSettings(
        new ClientSettings.Network(
            connectTimeout,
            responseTimeout,
            idleTimeout,
            proxy,
            addresses,
            certificateFolders,
            userAgent,
            connectionsPerHost,
            connectionsPerBlob),
        new ClientSettings.Transport(transport, transportName),
        new ClientSettings.Credentials(credentials, installedCredentials),
        new ClientSettings.Registries(defaults, registries),
        retry,
        limits,
        timeout,
        new ClientSettings.Folders(stateFolder, cacheFolder),
        new ClientSettings.Observers(listener, trace),
        new ClientSettings.Trust(policy, policyFile, systemPolicy),
        new ClientSettings.Resolution(resolver, registriesConf, registriesConfFile, shortNames),
        new ClientSettings.Time(hooks.clock(), hooks.sleeper()),
        threads,
        hooks.environment().orElseGet(Environment::ofProcess));
  }

  private static int positive(String name, int given) {
    if (given < 1) {
      throw new IllegalArgumentException(name + " is " + given + ", expected at least 1");
    }
    return given;
  }

  private static Duration positive(String name, Duration given) {
    if (given.isNegative() || given.isZero()) {
      throw new IllegalArgumentException(
          name + " is " + given + ", expected a duration longer than zero");
    }
    // Sums of durations and of times in nanoseconds do not overflow.
    return given.compareTo(LONGEST) < 0 ? given : LONGEST;
  }
}
