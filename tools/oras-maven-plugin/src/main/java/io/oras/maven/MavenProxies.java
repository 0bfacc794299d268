package io.oras.maven;

import io.oras.api.error.CredentialException;
import io.oras.api.transport.AuthenticatedProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;

/** The proxies of {@code settings.xml}, chosen as Maven chooses them for a repository. */
final class MavenProxies extends ProxySelector {
  private final RepositorySystemSession session;
  private final List<org.apache.maven.settings.Proxy> active;
  private final SettingsSecrets secrets;

  /**
   * Creates the selector.
   *
   * @param session chooses the proxy for a repository
   * @param active the active proxies of {@code settings.xml}
   */
  MavenProxies(
      RepositorySystemSession session,
      List<org.apache.maven.settings.Proxy> active,
      SettingsSecrets secrets) {
    this.session = session;
    this.active = active;
    this.secrets = secrets;
  }

  @Override
  public List<Proxy> select(URI url) {
    RemoteRepository registry =
        new RemoteRepository.Builder("oras", "default", url.toString()).build();
    org.eclipse.aether.repository.Proxy chosen = session.getProxySelector().getProxy(registry);
    if (chosen == null) {
      return List.of(Proxy.NO_PROXY);
    }
    InetSocketAddress address =
        InetSocketAddress.createUnresolved(chosen.getHost(), chosen.getPort());
    String user = user(new RemoteRepository.Builder(registry).setProxy(chosen).build());
    return List.of(
        user.isEmpty()
            ? new Proxy(Proxy.Type.HTTP, address)
            : authenticated(chosen, user, address));
  }

  /** Returns the user name, or an empty text: Maven gives each proxy an authentication. */
  private String user(RemoteRepository registry) {
    try (AuthenticationContext context = AuthenticationContext.forProxy(session, registry)) {
      String user = context == null ? null : context.get(AuthenticationContext.USERNAME);
      return user == null ? "" : user;
    }
  }

  /** Maven passes on a password that it cannot decrypt, so the settings are read again. */
  private Proxy authenticated(
      org.eclipse.aether.repository.Proxy chosen, String user, InetSocketAddress address) {
    org.apache.maven.settings.Proxy settings =
        active.stream()
            .filter(each -> user.equals(each.getUsername()))
            .filter(each -> each.getProtocol().equalsIgnoreCase(chosen.getType()))
            .filter(each -> each.getHost().equals(chosen.getHost()))
            .filter(each -> each.getPort() == chosen.getPort())
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The user of the proxy "
                            + chosen.getHost()
                            + ":"
                            + chosen.getPort()
                            + " is not in settings.xml"));
    try {
      String password = secrets.decrypted(settings).getPassword();
      return new AuthenticatedProxy(
          Proxy.Type.HTTP, address, user, password == null ? "" : password);
    } catch (CredentialException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException e) {
    // The request fails and reports the error.
  }
}
