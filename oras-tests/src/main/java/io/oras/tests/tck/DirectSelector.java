package io.oras.tests.tck;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Selects no proxy, and records the call, after which the transport connects. */
final class DirectSelector extends ProxySelector {
  private final CountDownLatch asked;

  DirectSelector(CountDownLatch asked) {
    this.asked = asked;
  }

  @Override
  public List<Proxy> select(URI url) {
    asked.countDown();
    return List.of(Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException e) {}
}
