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
import org.eclipse.aether.repository.RemoteRepository;

/** The proxies of {@code settings.xml}, chosen as Maven chooses them for a repository. */
final class MavenProxies extends ProxySelector {
  private final org.eclipse.aether.repository.ProxySelector proxies;
  private final List<org.apache.maven.settings.Proxy> active;
  private final SettingsSecrets secrets;

  /**
   * Creates the selector.
   *
   * @param proxies the choice of Maven
   * @param active the active proxies of {@code settings.xml}
   */
  MavenProxies(
      org.eclipse.aether.repository.ProxySelector proxies,
      List<org.apache.maven.settings.Proxy> active,
      SettingsSecrets secrets) {
    this.proxies = proxies;
    this.active = active;
    this.secrets = secrets;
  }

  @Override
  public List<Proxy> select(URI url) {
    org.eclipse.aether.repository.Proxy chosen =
        proxies.getProxy(new RemoteRepository.Builder("oras", "default", url.toString()).build());
    if (chosen == null) {
      return List.of(Proxy.NO_PROXY);
    }
    InetSocketAddress address =
        InetSocketAddress.createUnresolved(chosen.getHost(), chosen.getPort());
    return List.of(
        chosen.getAuthentication() == null
            ? new Proxy(Proxy.Type.HTTP, address)
            : authenticated(chosen, address));
  }

  /** Maven passes on a password that it cannot decrypt, so the settings are read again. */
  private Proxy authenticated(
      org.eclipse.aether.repository.Proxy chosen, InetSocketAddress address) {
    org.apache.maven.settings.Proxy settings =
        active.stream()
            .filter(each -> each.getUsername() != null)
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
          Proxy.Type.HTTP, address, settings.getUsername(), password == null ? "" : password);
    } catch (CredentialException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException e) {
    // The request fails and reports the error.
  }
}
