package io.oras.auth.docker;

import io.oras.api.reference.RegistryNames;
import io.oras.auth.spi.CredentialRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of {@code auths} or {@code credHelpers}.
 *
 * <p>A key with a scheme is Docker's old form for a whole registry, and its path has no meaning. In
 * a key without a scheme, a path is a namespace, and the key applies to this namespace only
 * (containers-auth.json(5)).
 *
 * @param key the text in the file
 * @param registry in the normalised form of {@link CredentialRequest#registry}
 * @param namespace of repositories, or empty for all
 */
record RegistryKey(String key, String registry, String namespace) {
  /** Docker's own key for Docker Hub. */
  static final String DOCKER_HUB = RegistryNames.DOCKER_HUB_CREDENTIAL;

  private static final Pattern SYNTAX =
      Pattern.compile("(?<scheme>(?i:https?)://)?(?<registry>[^/]*)(?:/(?<path>.*))?");
  private static final Pattern LEGACY_PATH = Pattern.compile("v[12]/");

  /** Docker Desktop keeps its tokens for Docker Hub's web API beside the registry's. */
  private static final Pattern OTHER_SERVICE = Pattern.compile("v1/(access|refresh)-token");

  static RegistryKey of(String key) {
    Matcher parts = SYNTAX.matcher(key);
    if (!parts.matches()) {
      return new RegistryKey(key, key, "");
    }
    String path = parts.group("path") == null ? "" : parts.group("path");
    boolean whole =
        parts.group("scheme") == null
            ? LEGACY_PATH.matcher(path).matches()
            : !OTHER_SERVICE.matcher(path).matches();
    return new RegistryKey(
        key,
        CredentialRequest.of(parts.group("registry")).registry(),
        whole ? "" : withoutTrailing('/', path));
  }

  /** Returns the text without these characters at its end, in linear time. */
  static String withoutTrailing(char unwanted, String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == unwanted) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The key under which docker keeps this registry, and by which its helpers know it. */
  static String canonical(String registry) {
    String one = CredentialRequest.of(registry).registry();
    return one.equals(RegistryNames.DOCKER_HUB) ? DOCKER_HUB : one;
  }

  boolean isCanonical() {
    return key.equals(canonical(registry));
  }

  /** Whether it stands for the whole of this registry. */
  boolean isAllOf(String wanted) {
    return namespace.isEmpty() && registry.equals(CredentialRequest.of(wanted).registry());
  }

  /** Whether its credential is for what is asked. */
  boolean covers(CredentialRequest request) {
    String repository = request.repository();
    return isAllOf(request.registry())
        || (registry.equals(request.registry())
            && repository != null
            && (repository + '/').startsWith(namespace + '/'));
  }
}
