package io.oras.core.context;

import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.CompressionProvider;
import io.oras.api.spi.ContentStoreProvider;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.Prioritized;
import io.oras.api.spi.ProviderSearch;
import io.oras.api.spi.ProviderSearch.Adapter;
import io.oras.api.spi.RegistryResolverProvider;
import io.oras.api.spi.TrustPolicyProvider;
import io.oras.auth.spi.CredentialProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The providers that {@link ServiceLoader} finds, each kind looked up once, when it is first
 * needed: by priority descending, then by name. Thread safe.
 */
public final class ServiceProviders {
  private static final Adapter JDK =
      adapter("oras-transport-jdk", "io.oras.transport.jdk", "JdkTransportProvider");
  private static final Adapter APACHE =
      adapter("oras-transport-apache", "io.oras.transport.apache", "ApacheTransportProvider");
  private static final Adapter ARCHIVE =
      adapter("oras-archive-commons", "io.oras.archive.commons", "TarArchiveProvider");
  private static final Adapter COMPRESSION =
      adapter("oras-archive-commons", "io.oras.archive.commons", "ZstdCompressionProvider");
  private static final Adapter TRUST = adapter("oras-trust", "io.oras.trust", "PolicyFileProvider");
  private static final Adapter REGISTRIES =
      adapter("oras-registries", "io.oras.registries", "RegistriesConfProvider");
  private static final Adapter DOCKER =
      adapter("oras-auth-docker", "io.oras.auth.docker", "DockerCredentialStore");

  private final @Nullable ClassLoader loader;
  private final @Nullable ModuleLayer layer;
  private final ConcurrentHashMap<Class<?>, List<?>> found = new ConcurrentHashMap<>();

  private ServiceProviders(@Nullable ClassLoader loader, @Nullable ModuleLayer layer) {
    this.loader = loader;
    this.layer = layer;
  }

  /** Those that core's own class loader finds: a context loader is wrong inside build tools. */
  public static ServiceProviders ofCore() {
    return new ServiceProviders(ServiceProviders.class.getClassLoader(), null);
  }

  /** Those that this class loader finds. */
  public static ServiceProviders of(ClassLoader loader) {
    return new ServiceProviders(loader, null);
  }

  /** Those that this layer of modules, and its parents, provide. */
  public static ServiceProviders of(ModuleLayer layer) {
    return new ServiceProviders(null, layer);
  }

  /**
   * Returns providers from the same source, in new instances: what a provider holds, such as the
   * named stores in memory, belongs to one client.
   */
  public ServiceProviders newInstances() {
    return new ServiceProviders(loader, layer);
  }

  /** Returns the transport of that name, or the first if the name is null. */
  public HttpTransportProvider transport(@Nullable String name) {
    return require(
        HttpTransportProvider.class,
        p -> name == null || p.name().equals(name),
        name == null ? "" : " named '" + name + "'",
        "apache".equals(name) ? APACHE : JDK);
  }

  /** Returns the provider of trust policies with the highest priority. */
  public TrustPolicyProvider trustPolicies() {
    return require(TrustPolicyProvider.class, p -> true, "", TRUST);
  }

  /** Returns the store of that URI scheme. */
  public ContentStoreProvider store(String scheme) {
    List<ContentStoreProvider> all = all(ContentStoreProvider.class);
    return pick(all, p -> p.schemes().contains(scheme))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no store is installed for '%s://'; there are stores for %s"
                        .formatted(
                            scheme,
                            all.stream()
                                .flatMap(p -> p.schemes().stream())
                                .sorted()
                                .collect(Collectors.joining(", ")))));
  }

  /** Returns the archive provider of that format. */
  public ArchiveProvider archive(String format) {
    return require(
        ArchiveProvider.class, p -> p.format().equals(format), " for '" + format + "'", ARCHIVE);
  }

  /** Returns the compression provider for that format. */
  public CompressionProvider compression(String format) {
    return require(
        CompressionProvider.class,
        p -> p.format().equals(format),
        " for '" + format + "'",
        COMPRESSION);
  }

  /** Returns the provider that reads the configuration of registries. */
  public RegistryResolverProvider registryResolver() {
    return require(RegistryResolverProvider.class, p -> true, "", REGISTRIES);
  }

  /** Returns the first provider that is wanted; if there is none, the failure names an adapter. */
  private <T extends Prioritized> T require(
      Class<T> service, Predicate<T> wanted, String which, Adapter adapter) {
    List<T> all = all(service);
    return pick(all, wanted)
        .orElseThrow(() -> search(service).missing(service.getSimpleName() + which, all, adapter));
  }

  /** Those who know credentials, in the order in which they are asked. */
  public List<CredentialProvider> credentials() {
    return all(CredentialProvider.class);
  }

  /** Returns what to do when no credentials were found. */
  public String loginAdvice() {
    return credentials().isEmpty()
        ? "no CredentialProvider is installed: "
            + search(CredentialProvider.class).advice(DOCKER)
            + ", or set a credential on the builder"
        : "log in";
  }

  private static Adapter adapter(String artifact, String module, String type) {
    return new Adapter("io.oras:" + artifact, module, module + "." + type);
  }

  private static <T> Optional<T> pick(List<T> all, Predicate<T> wanted) {
    return all.stream().filter(wanted).findFirst();
  }

  @SuppressWarnings("unchecked")
  private <T extends Prioritized> List<T> all(Class<T> service) {
    return (List<T>) found.computeIfAbsent(service, s -> load(service));
  }

  private <T extends Prioritized> List<T> load(Class<T> service) {
    try {
      ServiceLoader<T> services =
          layer != null ? ServiceLoader.load(layer, service) : ServiceLoader.load(service, loader);
      return services.stream().map(ServiceLoader.Provider::get).sorted(Prioritized.ORDER).toList();
    } catch (ServiceConfigurationError e) {
      throw search(service).broken(e);
    }
  }

  private ProviderSearch search(Class<?> service) {
    return layer != null
        ? ProviderSearch.in(layer, service)
        : ProviderSearch.in(loader == null ? ClassLoader.getSystemClassLoader() : loader, service);
  }
}
