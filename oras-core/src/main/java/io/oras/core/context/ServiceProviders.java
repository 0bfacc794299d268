package io.oras.core.context;

import io.oras.api.error.MissingProviderException;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.CompressionProvider;
import io.oras.api.spi.ContentStoreProvider;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.Prioritized;
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

  /** The transport of that name, or the first when the name is null. */
  public HttpTransportProvider transport(@Nullable String name) {
    return require(
        HttpTransportProvider.class,
        provider -> name == null || provider.name().equals(name),
        name == null ? "" : " named '" + name + "'",
        "io.oras:oras-transport-jdk");
  }

  /** Returns the provider of trust policies with the highest priority. */
  public TrustPolicyProvider trustPolicies() {
    return require(TrustPolicyProvider.class, provider -> true, "", "io.oras:oras-trust");
  }

  /** The store of that URI scheme. */
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

  /** The archive provider of that format. */
  public ArchiveProvider archive(String format) {
    return require(
        ArchiveProvider.class,
        provider -> provider.format().equals(format),
        " for '" + format + "'",
        "io.oras:oras-archive-commons");
  }

  /** The compression of that format, if there is one. */
  public Optional<CompressionProvider> compression(String format) {
    return pick(all(CompressionProvider.class), p -> p.format().equals(format));
  }

  /** Returns the provider that reads the configuration of registries. */
  public RegistryResolverProvider registryResolver() {
    return require(RegistryResolverProvider.class, provider -> true, "", "io.oras:oras-registries");
  }

  /** Those who know credentials, in the order in which they are asked. */
  public List<CredentialProvider> credentials() {
    return all(CredentialProvider.class);
  }

  private static <T> Optional<T> pick(List<T> all, Predicate<T> wanted) {
    return all.stream().filter(wanted).findFirst();
  }

  private <T extends Prioritized> T require(
      Class<T> service, Predicate<T> wanted, String which, String artifact) {
    List<T> all = all(service);
    return pick(all, wanted)
        .orElseThrow(
            () ->
                new MissingProviderException(
                    "no %s%s is installed%s; add the artifact %s"
                        .formatted(service.getSimpleName(), which, others(all), artifact)));
  }

  private static String others(List<? extends Prioritized> all) {
    return all.isEmpty()
        ? ""
        : " (there is "
            + all.stream().map(Prioritized::name).collect(Collectors.joining(", "))
            + ")";
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
      throw new MissingProviderException(
          "a provider of " + service.getSimpleName() + " cannot be loaded: " + e.getMessage(), e);
    }
  }
}
