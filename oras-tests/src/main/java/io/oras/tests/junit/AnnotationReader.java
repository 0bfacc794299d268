package io.oras.tests.junit;

import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryBuilder;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Reads what an annotation says. */
final class AnnotationReader {
  private static final String CLASSPATH = "classpath:";

  private AnnotationReader() {}

  static RegistryBuilder builder(OciRegistry settings) {
    RegistryBuilder builder = InProcessRegistry.builder().tls(settings.tls());
    Arrays.stream(settings.profile()).forEach(builder::profile);
    Arrays.stream(settings.quirks()).forEach(builder::quirk);
    builder.auth(
        switch (settings.login()) {
          case ANONYMOUS -> Auth.anonymous();
          case BASIC -> Auth.basic(OciRegistry.USER, OciRegistry.PASSWORD);
          case TOKEN -> Auth.token(OciRegistry.USER, OciRegistry.PASSWORD);
        });
    for (String seed : settings.seed()) {
      int equals = seed.indexOf('=');
      if (equals < 1) {
        throw new ExtensionConfigurationException(
            "a seed is repository=folder, got '" + seed + "'");
      }
      builder.seed(seed.substring(0, equals), folder(seed.substring(equals + 1)));
    }
    return builder;
  }

  private static Path folder(String text) {
    if (!text.startsWith(CLASSPATH)) {
      return Path.of(text);
    }
    String name = text.substring(CLASSPATH.length());
    URL found = Thread.currentThread().getContextClassLoader().getResource(name);
    if (found == null || !found.getProtocol().equals("file")) {
      throw new ExtensionConfigurationException(
          "the seed " + text + (found == null ? " is not there" : " is not in a folder: " + found));
    }
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new ExtensionConfigurationException("the seed " + text + " is no folder", e);
    }
  }
}
