package io.oras.maven;

import io.oras.api.error.CredentialException;
import io.oras.api.reference.RegistryNames;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;

/**
 * The servers of {@code settings.xml}: the id of a server is the name of its registry, such as
 * {@code ghcr.io}. Maven merges the user's and the global settings; the user's server wins.
 */
final class ServerCredentials implements CredentialProvider {
  private final Settings settings;
  private final SettingsSecrets secrets;
  private final Map<String, String> ids;

  /**
   * Creates the provider.
   *
   * @param ids the ids of servers by registry, where they differ
   */
  ServerCredentials(Settings settings, SettingsSecrets secrets, Map<String, String> ids) {
    this.settings = settings;
    this.secrets = secrets;
    this.ids =
        ids.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    entry -> canonical(entry.getKey()), Map.Entry::getValue));
  }

  @Override
  public Optional<Credential> find(CredentialRequest request) throws CredentialException {
    String id = ids.get(request.registry());
    Optional<Server> server =
        settings.getServers().stream()
            .filter(
                each ->
                    id == null
                        ? canonical(each.getId()).equals(request.registry())
                        : each.getId().equals(id))
            .findFirst();
    if (server.isEmpty()) {
      if (id != null) {
        throw new CredentialException(
            "settings.xml has no server '" + id + "', which is configured as serverId");
      }
      return Optional.empty();
    }
    return credential(server.get());
  }

  private static String canonical(String registry) {
    return RegistryNames.canonical(registry.toLowerCase(Locale.ROOT));
  }

  private Optional<Credential> credential(Server server) throws CredentialException {
    if (!SettingsSecrets.isGiven(server.getUsername())
        || !SettingsSecrets.isGiven(server.getPassword())) {
      return Optional.empty();
    }
    Server decrypted = secrets.decrypted(server);
    return Optional.of(Credential.basic(decrypted.getUsername(), decrypted.getPassword()));
  }
}
