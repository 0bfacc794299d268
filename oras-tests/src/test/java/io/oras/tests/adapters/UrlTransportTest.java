package io.oras.tests.adapters;

import com.example.adapters.UrlTransport;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.tests.tck.HttpTransportTck;

class UrlTransportTest extends HttpTransportTck {
  @Override
  protected HttpTransport create(TransportConfig config) {
    return new UrlTransport(config);
  }

  @Override
  protected boolean closesAtOnce() {
    return false;
  }

  @Override
  protected boolean readsAreInterruptible() {
    return false;
  }

  @Override
  protected boolean sendsPatch() {
    return false;
  }

  @Override
  protected String threadName() {
    return "url-transport";
  }

  @Override
  protected boolean usesTlsSettings() {
    return false;
  }

  @Override
  protected boolean usesAddresses() {
    return false;
  }

  @Override
  protected boolean usesProxies() {
    return false;
  }

  @Override
  protected boolean checksIdleConnections() {
    return false;
  }

  @Override
  protected boolean closesIdleConnections() {
    return false;
  }

  @Override
  protected boolean limitsHeads() {
    return false;
  }

  @Override
  protected boolean checksFraming() {
    return false;
  }

  @Override
  protected boolean closingEndsWaits() {
    return false;
  }

  @Override
  protected boolean connectingIsInterruptible() {
    return false;
  }
}
