package io.oras.api.spi;

import io.oras.api.error.MissingProviderException;
import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Explains why {@link java.util.ServiceLoader} found no suitable provider: the messages list the
 * providers that were found, where they come from, and what to add. For code that loads providers.
 * Immutable.
 *
 * <pre>{@code
 * ClassLoader loader = Thread.currentThread().getContextClassLoader();
 * throw ProviderSearch.in(loader, ArchiveProvider.class).missing(
 *     "ArchiveProvider for 'tar'",
 *     List.of(),
 *     new ProviderSearch.Adapter(
 *         "io.oras:oras-archive-commons",
 *         "io.oras.archive.commons",
 *         "io.oras.archive.commons.TarArchiveProvider"));
 * }</pre>
 */
public final class ProviderSearch {
  private final Class<?> service;
  private final @Nullable ClassLoader loader;
  private final boolean ofLoader;

  private ProviderSearch(Class<?> service, @Nullable ClassLoader loader, boolean ofLoader) {
    this.service = Objects.requireNonNull(service, "service");
    this.loader = loader;
    this.ofLoader = ofLoader;
  }

  /**
   * The adapter that usually provides a service.
   *
   * @param artifact its Maven coordinates without a version
   * @param module its Java module
   * @param type the class name of its provider
   */
  public record Adapter(String artifact, String module, String type) {}

  /** Creates a search in a class loader. */
  public static ProviderSearch in(ClassLoader loader, Class<?> service) {
    return new ProviderSearch(service, Objects.requireNonNull(loader, "loader"), true);
  }

  /** Creates a search in a layer of modules. */
  public static ProviderSearch in(ModuleLayer layer, Class<?> service) {
    Objects.requireNonNull(layer, "layer");
    return new ProviderSearch(service, null, false);
  }

  /**
   * Returns the exception for a service without a suitable provider.
   *
   * @param wanted the service and what was asked of the provider, such as {@code ArchiveProvider
   *     for 'tar'}
   * @param found the providers that were found and do not suit
   * @param adapter the adapter to add
   */
  public MissingProviderException missing(String wanted, Collection<?> found, Adapter adapter) {
    String others =
        found.isEmpty()
            ? ""
            : found.stream()
                .map(ProviderSearch::describe)
                .collect(Collectors.joining(", ", " (found: ", ")"));
    return new MissingProviderException(
        "no " + wanted + " is installed" + others + "; " + advice(found, adapter));
  }

  private String advice(Collection<?> found, Adapter adapter) {
    boolean there =
        found.stream().anyMatch(provider -> provider.getClass().getName().equals(adapter.type()));
    return there ? "use one of these, or add the artifact that provides it" : advice(adapter);
  }

  /** Returns the exception for a provider that is declared and cannot be created. */
  public MissingProviderException broken(ServiceConfigurationError error) {
    String declared = locations("META-INF/services/" + service.getName());
    return new MissingProviderException(
        "a provider of "
            + service.getSimpleName()
            + " cannot be loaded: "
            + error.getMessage()
            + (declared.isEmpty() ? "" : " (declared in " + declared + ")"),
        error);
  }

  /** Returns what to do so that a provider of the adapter is found. */
  public String advice(Adapter adapter) {
    String classes = locations(adapter.type().replace('.', '/') + ".class");
    if (!classes.isEmpty() && !isNamed(adapter.type())) {
      String file = "META-INF/services/" + service.getName();
      String declared = locations(file);
      return adapter.type()
          + " is in "
          + classes
          + ", but "
          + (declared.isEmpty() ? "there is no " + file : file + " in " + declared + " omits it")
          + ": merge these files when you shade jars (ServicesResourceTransformer)";
    }
    String flag = "--add-modules " + adapter.module();
    if (ModuleLayer.boot().findModule(adapter.module()).isEmpty() && onModulePath(adapter)) {
      return "the module "
          + adapter.module()
          + " is on the module path but not resolved: start"
          + " or link the program with "
          + flag;
    }
    boolean linked = ModuleFinder.ofSystem().find("io.oras.api").isPresent();
    return "add the artifact "
        + adapter.artifact()
        + (linked ? " and link the runtime image with " + flag : "");
  }

  private boolean isNamed(String type) {
    try {
      return Class.forName(type, false, loader).getModule().isNamed();
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static boolean onModulePath(Adapter adapter) {
    String path = System.getProperty("jdk.module.path", "");
    try {
      Path[] entries =
          Stream.of(path.split(File.pathSeparator))
              .filter(entry -> !entry.isEmpty())
              .map(Path::of)
              .toArray(Path[]::new);
      return ModuleFinder.of(entries).find(adapter.module()).isPresent()
          || ModuleFinder.ofSystem().find(adapter.module()).isPresent();
    } catch (FindException | InvalidPathException e) {
      return false;
    }
  }

  /** Returns where a class loader has the resource, as a list; empty if nowhere. */
  private String locations(String resource) {
    if (!ofLoader) {
      return "";
    }
    try {
      ClassLoader used = loader == null ? ClassLoader.getSystemClassLoader() : loader;
      List<URL> all = Collections.list(used.getResources(resource));
      return all.stream()
          .map(url -> container(url.toString(), resource))
          .distinct()
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      return "";
    }
  }

  private static String container(String url, String resource) {
    String text = url.endsWith(resource) ? url.substring(0, url.length() - resource.length()) : url;
    return text.replaceFirst("^jar:", "").replaceFirst("^file:", "").replaceFirst("!/$", "");
  }

  private static String describe(Object provider) {
    Class<?> type = provider.getClass();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    String place =
        type.getModule().isNamed()
            ? " of the module " + type.getModule().getName()
            : source == null || source.getLocation() == null
                ? ""
                : " in " + container(source.getLocation().toString(), "");
    String name = provider instanceof Prioritized named ? named.name() + ": " : "";
    return name + type.getName() + place;
  }
}
