package io.oras.maven;

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

  MavenProxies(org.eclipse.aether.repository.ProxySelector proxies) {
    this.proxies = proxies;
  }

  @Override
  public List<Proxy> select(URI url) {
    org.eclipse.aether.repository.Proxy proxy =
        proxies.getProxy(new RemoteRepository.Builder("oras", "default", url.toString()).build());
    if (proxy == null) {
      return List.of(Proxy.NO_PROXY);
    }
    if (proxy.getAuthentication() != null) {
      throw new IllegalArgumentException(
          "The proxy "
              + proxy.getHost()
              + ":"
              + proxy.getPort()
              + " of settings.xml has a user name, which cannot be used for registries. Set the "
              + "environment variable HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT and make the "
              + "proxy inactive for this build");
    }
    return List.of(
        new Proxy(
            Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort())));
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException e) {
    // The request fails and reports the error.
  }
}
