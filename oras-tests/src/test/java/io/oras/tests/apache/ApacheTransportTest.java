package io.oras.tests.apache;

import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.tests.tck.HttpTransportTck;
import java.util.ServiceLoader;
import org.junit.jupiter.api.condition.EnabledIf;

/** The suite over {@code oras-transport-apache}, found as users find it. */
@EnabledIf("io.oras.tests.apache.Installed#apache")
class ApacheTransportTest extends HttpTransportTck {
  @Override
  protected HttpTransport create(TransportConfig config) {
    return ServiceLoader.load(HttpTransportProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("apache"))
        .findFirst()
        .orElseThrow()
        .create(config);
  }

  @Override
  protected String threadName() {
    return "oras-http";
  }
}
