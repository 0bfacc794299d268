package io.oras.core;

import io.oras.api.event.TransferListener;
import io.oras.api.reference.RegistryNames;
import io.oras.api.spi.Environment;
import io.oras.api.transport.HttpTransport;
import io.oras.auth.spi.Authentication;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialStore;
import io.oras.core.options.Limits;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.RetryPolicy;
import io.oras.core.options.Sleeper;
import io.oras.core.options.WireTrace;
import io.oras.core.spi.Providers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link Oras}. Everything has a default; what is not given is found by {@link
 * java.util.ServiceLoader} when it is first needed. For one thread.
 */
public final class OrasBuilder {
  Providers providers = Providers.ofCore();
  @Nullable HttpTransport transport;
  @Nullable String transportName;
  Duration connectTimeout = Duration.ofSeconds(30);
  Duration idleTimeout = Duration.ofSeconds(60);
  @Nullable ProxySelector proxy;
  final Map<String, InetSocketAddress> addresses = new HashMap<>();
  final List<CredentialProvider> credentials = new ArrayList<>();
  boolean installedCredentials = true;
  String authentication = Authentication.TOKEN;
  RegistrySettings defaults = RegistrySettings.defaults();
  final Map<String, RegistrySettings> registries = new HashMap<>();
  RetryPolicy retry = RetryPolicy.defaults();
  Limits limits = Limits.defaults();
  int connectionsPerHost = 6;
  int connectionsPerBlob = 4;
  TransferListener listener = TransferListener.NONE;
  @Nullable Duration timeout;
  String userAgent = "oras-java/" + Version.number();
  Clock clock = Clock.systemUTC();
  Sleeper sleeper = Sleeper.THREAD;
  Environment environment = Environment.ofProcess();
  @Nullable List<Path> certificateFolders;
  @Nullable Path stateFolder;
  @Nullable Path cacheFolder;
  @Nullable WireTrace trace;

  OrasBuilder() {}

  /** Finds providers through this class loader instead of core's own. */
  public OrasBuilder providersFrom(ClassLoader loader) {
    providers = Providers.of(loader);
    return this;
  }

  /** Finds providers in this layer of modules and its parents instead of core's class loader. */
  public OrasBuilder providersFrom(ModuleLayer layer) {
    providers = Providers.of(layer);
    return this;
  }

  /** Sends requests through this transport; it is closed with the {@link Oras}. */
  public OrasBuilder transport(HttpTransport replacement) {
    transport = replacement;
    return this;
  }

  /** Sends requests through the installed transport of that name. */
  public OrasBuilder transport(String name) {
    transportName = name;
    return this;
  }

  /** How long to wait for a connection; 30 seconds by default. */
  public OrasBuilder connectTimeout(Duration replacement) {
    connectTimeout = HttpSettings.positive("connectTimeout", replacement);
    return this;
  }

  /** How long a body may move no byte; 60 seconds by default. */
  public OrasBuilder idleTimeout(Duration replacement) {
    idleTimeout = HttpSettings.positive("idleTimeout", replacement);
    return this;
  }

  /** The proxy; by default that of the environment, else of the JVM's properties. */
  public OrasBuilder proxy(ProxySelector replacement) {
    proxy = replacement;
    return this;
  }

  /**
   * Connects to {@code address} for {@code authority}, always {@code host:port}, instead of looking
   * up its name.
   */
  public OrasBuilder address(String authority, InetSocketAddress address) {
    addresses.put(authority, address);
    return this;
  }

  /** Asks this provider before those that were given later, and before the installed ones. */
  public OrasBuilder credentials(CredentialProvider provider) {
    credentials.add(provider);
    return this;
  }

  /** Uses this credential for that registry, {@code host[:port]} as in references. */
  public OrasBuilder credential(String registry, Credential credential) {
    String canonical = RegistryNames.canonical(RegistryNames.require(registry));
    return credentials(
        request ->
            RegistryNames.canonical(request.registry()).equals(canonical)
                ? Optional.of(credential)
                : Optional.empty());
  }

  /** Whether installed credential providers are asked at all; true by default. */
  public OrasBuilder installedCredentials(boolean asked) {
    installedCredentials = asked;
    return this;
  }

  /**
   * Which installed credential provider to ask first, by the names of {@link Authentication}:
   * {@code token} by default, {@code basic}, {@code ecr}, or a provider's own name. An unknown name
   * is an {@link IllegalArgumentException} when a registry is first used.
   */
  public OrasBuilder authentication(String name) {
    authentication = name;
    return this;
  }

  /**
   * Opens the store of the installed {@link io.oras.auth.spi.CredentialStoreProvider}: where a
   * login is kept.
   *
   * @param files of Docker's or containers' format; all are read, in order, the first is written;
   *     none for the places where the user's own programs keep theirs
   * @throws io.oras.api.error.MissingProviderException when none is installed
   */
  public CredentialStore credentialStore(Path... files) throws IOException {
    return providers.credentialStore().open(List.of(files), environment);
  }

  /**
   * Asks these credential files instead of installed credential providers.
   *
   * @param files of Docker's or containers' format, in order; at least one
   * @throws io.oras.api.error.CredentialException when one cannot be opened
   */
  public OrasBuilder registryConfig(Path... files) throws IOException {
    if (files.length == 0) {
      throw new IllegalArgumentException("a registry config is at least one file");
    }
    return credentials(credentialStore(files)).installedCredentials(false);
  }

  /**
   * Where the machine keeps whom to trust and which client certificate to show, in folders named
   * {@code host[:port]}: {@code *.crt}, {@code *.cert}, {@code *.key}. By default those of Docker
   * and of containers ({@code certs.d}); none for no such folders. What the settings of a registry
   * say comes first.
   */
  public OrasBuilder certificateFolders(Path... folders) {
    certificateFolders = List.of(folders);
    return this;
  }

  /**
   * Logs in: asks the registry whether it takes the credential, then keeps it in the store. Nothing
   * is kept when the registry refuses. Afterwards this builder knows this credential alone.
   *
   * @throws io.oras.api.error.AuthenticationException when the registry refuses it
   */
  public void login(String registry, Credential credential, CredentialStore store)
      throws IOException {
    // Only this one: another that is known must not make a wrong one look right.
    credentials.clear();
    credential(registry, credential).installedCredentials(false);
    try (Oras oras = build()) {
      oras.registry(registry).ping();
    }
    store.store(registry, credential);
  }

  /** How to talk to registries that have no settings of their own. */
  public OrasBuilder registryDefaults(RegistrySettings settings) {
    defaults = settings;
    return this;
  }

  /** How to talk to one registry, {@code host[:port]} as in references. */
  public OrasBuilder registry(String registry, RegistrySettings settings) {
    registries.put(RegistryNames.require(registry), settings);
    return this;
  }

  /** How often and how long to try again. */
  public OrasBuilder retry(RetryPolicy policy) {
    retry = policy;
    return this;
  }

  /** What is held in memory or followed at most. */
  public OrasBuilder limits(Limits replacement) {
    limits = replacement;
    return this;
  }

  /** How many requests to one host may be on the way at once; 6 by default. */
  public OrasBuilder connectionsPerHost(int number) {
    connectionsPerHost = HttpSettings.positive("connectionsPerHost", number);
    return this;
  }

  /**
   * How many of these connections may fetch one large blob, in parts, where a single one proves
   * slow and more prove faster; 4 by default, 1 for never more than one.
   */
  public OrasBuilder connectionsPerBlob(int number) {
    connectionsPerBlob = HttpSettings.positive("connectionsPerBlob", number);
    return this;
  }

  /** Passes the events of all operations to this listener; none by default. */
  public OrasBuilder listener(TransferListener replacement) {
    listener = replacement;
    return this;
  }

  /**
   * Limits how long an operation may take, over retries, pauses, waits, token requests and the
   * reading of streams that it returned. An operation that takes longer is stopped with a {@link
   * io.oras.api.error.DeadlineExceededException}. There is no limit by default.
   */
  public OrasBuilder timeout(Duration limit) {
    timeout = HttpSettings.positive("timeout", limit);
    return this;
  }

  /**
   * Hears of every request and answer, with nothing secret in it; null, the default, for nobody.
   */
  public OrasBuilder trace(@Nullable WireTrace replacement) {
    trace = replacement;
    return this;
  }

  /** What requests say they come from; {@code oras-java/<version>} by default. */
  public OrasBuilder userAgent(String replacement) {
    userAgent = replacement;
    return this;
  }

  /** The clock, for tests. */
  public OrasBuilder clock(Clock replacement) {
    clock = replacement;
    return this;
  }

  /** How to wait, for tests. */
  public OrasBuilder sleeper(Sleeper replacement) {
    sleeper = replacement;
    return this;
  }

  /**
   * Sets where environment variables and the home folder are read, for tests; by default from this
   * process. A {@link #credentialStore} that was opened before keeps its own.
   */
  public OrasBuilder environment(Environment replacement) {
    environment = replacement;
    return this;
  }

  /**
   * A folder, made with mode 0700, in which programs of one user on this machine lock out each
   * other where a protocol has no other way; null, the default, locks within this JVM alone.
   */
  public OrasBuilder stateFolder(@Nullable Path folder) {
    stateFolder = folder;
    return this;
  }

  /**
   * An OCI layout, made when it is not there, that keeps what is read from registries: content that
   * is in it is not fetched again, and is verified whenever it is read. Tags are always looked up
   * in the registry. Several programs may share it; nothing is removed from it but what proves
   * broken. Null, the default, keeps nothing.
   */
  public OrasBuilder cache(@Nullable Path folder) {
    cacheFolder = folder;
    return this;
  }

  /** Builds; the builder may be used again, but for a transport instance that was given. */
  public Oras build() {
    return new Oras(this);
  }
}
