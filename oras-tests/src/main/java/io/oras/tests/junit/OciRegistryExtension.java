package io.oras.tests.junit;

import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryBuilder;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts registries for tests and closes them. {@link OciRegistry} uses this extension. To
 * configure the registry in code, register the extension:
 *
 * <pre>
 * {@literal @}RegisterExtension
 * static final OciRegistryExtension REGISTRY =
 *     OciRegistryExtension.of(InProcessRegistry.builder().pageSize(2));
 * </pre>
 *
 * <p>In a static field the registry lives as long as the class, in an instance field as long as the
 * method.
 */
public final class OciRegistryExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(OciRegistryExtension.class);

  private final @Nullable RegistryBuilder builder;
  private volatile @Nullable InProcessRegistry current;

  /** Creates an extension for tests with {@link OciRegistry}. JUnit calls this constructor. */
  public OciRegistryExtension() {
    this(null);
  }

  private OciRegistryExtension(@Nullable RegistryBuilder builder) {
    this.builder = builder;
  }

  /** Returns an extension for a field with {@code @RegisterExtension}. */
  public static OciRegistryExtension of(RegistryBuilder builder) {
    return new OciRegistryExtension(builder);
  }

  /**
   * Returns the registry of a registered extension.
   *
   * @throws IllegalStateException if the registry has not started, or if {@link OciRegistry} is
   *     used, which injects the registry
   */
  public InProcessRegistry registry() {
    InProcessRegistry running = current;
    if (running == null) {
      throw new IllegalStateException(
          "the registry runs from @BeforeAll on in a static field, from @BeforeEach on in another,"
              + " with @RegisterExtension");
    }
    return running;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (builder != null) {
      current = keep(context.getStore(NAMESPACE), this, builder);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Store store = context.getStore(NAMESPACE);
    if (builder != null && store.get(this) == null) {
      current = keep(store, this, builder);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == InProcessRegistry.class;
  }

  @Override
  public InProcessRegistry resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return builder == null ? annotated(context) : registry();
  }

  private static InProcessRegistry annotated(ExtensionContext context) {
    Optional<OciRegistry> onMethod = find(context.getTestMethod());
    if (onMethod.isPresent()) {
      return start(context, onMethod.get());
    }
    // A nested class shares what the class around it has.
    for (ExtensionContext c = context; ; c = c.getParent().orElseThrow()) {
      Optional<OciRegistry> found =
          c.getElement().filter(Class.class::isInstance).flatMap(OciRegistryExtension::find);
      if (found.isEmpty()) {
        continue;
      }
      if (found.get().lifetime() == OciRegistry.Lifetime.CLASS) {
        return start(c, found.get());
      }
      if (context.getTestMethod().isEmpty()) {
        throw new ExtensionConfigurationException(
            "a registry for the whole class needs @OciRegistry(lifetime = CLASS)");
      }
      return start(context, found.get());
    }
  }

  private static Optional<OciRegistry> find(AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(element, OciRegistry.class);
  }

  private static Optional<OciRegistry> find(
      @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
          Optional<? extends AnnotatedElement> element) {
    return AnnotationSupport.findAnnotation(element, OciRegistry.class);
  }

  /** The one of that context, started when it is asked for first. */
  private static InProcessRegistry start(ExtensionContext context, OciRegistry settings) {
    Store store = context.getStore(NAMESPACE);
    InProcessRegistry running = store.get(settings, InProcessRegistry.class);
    try {
      return running == null ? keep(store, settings, AnnotationReader.builder(settings)) : running;
    } catch (IOException e) {
      throw new ExtensionConfigurationException("the registry does not start", e);
    }
  }

  /** A store closes what it keeps when its context ends. */
  private static InProcessRegistry keep(Store store, Object key, RegistryBuilder builder)
      throws IOException {
    InProcessRegistry registry = builder.start();
    store.put(key, registry);
    return registry;
  }
}
