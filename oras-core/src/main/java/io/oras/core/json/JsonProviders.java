package io.oras.core.json;

import io.oras.api.spi.ProviderSearch;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParserFactory;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The JSON provider and its factories, made once: {@code Json.createReader} looks the provider up
 * at each call, which costs twenty times the parsing of a small document.
 */
record JsonProviders(
    JsonProvider provider, JsonParserFactory parsers, JsonBuilderFactory builders) {
  private static final ProviderSearch.Adapter PARSSON =
      new ProviderSearch.Adapter(
          "org.eclipse.parsson:parsson",
          "org.eclipse.parsson",
          "org.eclipse.parsson.JsonProviderImpl");

  private static volatile @Nullable JsonProviders instance;

  /** The engine of this library's own class loader; two that race make equal ones. */
  static JsonProviders get() {
    JsonProviders engine = instance;
    if (engine == null) {
      engine = load(JsonProviders.class.getClassLoader());
      instance = engine;
    }
    return engine;
  }

  /** Not the context loader: inside Maven or Gradle that is somebody else's. */
  static JsonProviders load(@Nullable ClassLoader loader) {
    JsonProvider provider =
        ServiceLoader.load(JsonProvider.class, loader)
            .findFirst()
            .orElseThrow(
                () ->
                    ProviderSearch.in(
                            loader == null ? ClassLoader.getSystemClassLoader() : loader,
                            JsonProvider.class)
                        .missing("JsonProvider", List.of(), PARSSON));
    return new JsonProviders(
        provider, provider.createParserFactory(Map.of()), provider.createBuilderFactory(Map.of()));
  }
}
