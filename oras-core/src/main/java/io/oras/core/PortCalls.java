package io.oras.core;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.core.graph.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls of an optional port of a repository. Each call opens the target, as a verb does, and is an
 * operation of its own, so a port can be kept as long as its repository.
 *
 * @param repository whose target has the port
 * @param port an interface
 * @param verb the name of the operations
 * @param writes whether the target is opened for writing
 */
record PortCalls<T>(Repository repository, Class<T> port, String verb, boolean writes) {
  /** Returns whether calls of the port can be passed on: it is an interface that core may call. */
  static boolean supports(Class<?> port) {
    return port.isInterface()
        && Modifier.isPublic(port.getModifiers())
        && port.getModule().isExported(port.getPackageName(), PortCalls.class.getModule());
  }

  /** Returns the port, whose methods are the calls. */
  T proxy() {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) ->
                method.getDeclaringClass() == Object.class
                    ? ofObject(proxy, method, arguments)
                    : call(method, arguments)));
  }

  @SuppressWarnings("ReferenceEquality") // a proxy equals only itself
  private @Nullable Object ofObject(Object proxy, Method method, @Nullable Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> port.getSimpleName() + " of " + repository;
    };
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments)
      throws IOException {
    if (method.getReturnType() == InputStream.class) {
      return repository
          .call(verb, repository.name())
          .streaming(
              (operation, target) -> (InputStream) on(target, method, arguments).orElseThrow());
    }
    Optional<Object> result =
        writes
            ? repository.writing(
                verb, repository.name(), (operation, target) -> on(target, method, arguments))
            : repository.reading(
                verb, repository.name(), (operation, target) -> on(target, method, arguments));
    return result
        .map(each -> each instanceof List<?> all && isStream(method) ? all.stream() : each)
        .orElse(null);
  }

  private static boolean isStream(Method method) {
    return method.getReturnType() == Stream.class;
  }

  /** A stream is read to its end here, while the target is open. */
  private Optional<Object> on(
      ReadOnlyTarget target, Method method, @Nullable Object @Nullable [] arguments)
      throws IOException {
    try {
      Object result = method.invoke(Ports.of(target, port, "do this"), arguments);
      if (result instanceof Stream<?> all) {
        try (all) {
          return Optional.of(all.toList());
        }
      }
      return Optional.ofNullable(result);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(port + " was accessible before", e);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failure) {
        throw failure;
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }
}
