package io.oras.tests.adapters;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TlsSettings;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.tests.tck.HttpTransportTck;
import io.oras.transport.jdk.JdkTransportProvider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Transports on the JDK's client that have one defect each. */
final class BrokenConnections {
  private BrokenConnections() {}

  /** The suite over a transport with a changed configuration and changed requests. */
  private abstract static class Suite extends HttpTransportTck {
    TransportConfig changed(TransportConfig config) {
      return config;
    }

    TransportRequest changed(TransportRequest request) {
      return request;
    }

    @Override
    protected HttpTransport create(TransportConfig config) {
      HttpTransport inner = new JdkTransportProvider().create(changed(config));
      return new HttpTransport() {
        @Override
        public TransportResponse send(TransportRequest request) throws IOException {
          return inner.send(changed(request));
        }

        @Override
        public void close() {
          inner.close();
        }
      };
    }
  }

  /** A configuration around the right one. */
  private static class Around implements TransportConfig {
    final TransportConfig inner;

    Around(TransportConfig inner) {
      this.inner = inner;
    }

    @Override
    public Duration connectTimeout() {
      return inner.connectTimeout();
    }

    @Override
    public Duration idleTimeout() {
      return inner.idleTimeout();
    }

    @Override
    public Optional<ProxySelector> proxy() {
      return inner.proxy();
    }

    @Override
    public TlsSettings tls(Origin origin) throws TransportException {
      return inner.tls(origin);
    }

    @Override
    public Optional<InetSocketAddress> address(Origin origin) {
      return inner.address(origin);
    }

    @Override
    public Environment environment() {
      return inner.environment();
    }
  }

  /** Accepts every certificate. */
  static class Trusting extends Suite {
    @Override
    TransportConfig changed(TransportConfig config) {
      return new Around(config) {
        @Override
        public TlsSettings tls(Origin origin) throws TransportException {
          return super.tls(origin).toBuilder().insecure(true).build();
        }
      };
    }
  }

  /** Uses the certificates of the first server for all servers. */
  static class OneForAll extends Suite {
    @Override
    TransportConfig changed(TransportConfig config) {
      AtomicReference<TlsSettings> first = new AtomicReference<>();
      return new Around(config) {
        @Override
        public TlsSettings tls(Origin origin) throws TransportException {
          first.compareAndSet(null, super.tls(origin));
          return first.get();
        }
      };
    }
  }

  /** Knows only the proxies of the environment. */
  static class WithoutSelector extends Suite {
    @Override
    TransportConfig changed(TransportConfig config) {
      return new Around(config) {
        @Override
        public Optional<ProxySelector> proxy() {
          return Optional.empty();
        }
      };
    }
  }

  /** Knows only the proxies of the configuration. */
  static class WithoutEnvironment extends Suite {
    @Override
    TransportConfig changed(TransportConfig config) {
      return new Around(config) {
        @Override
        public Environment environment() {
          return Environment.of(Map.of(), Path.of("home"), "Linux");
        }
      };
    }
  }

  /** Looks up every name. */
  static class WithoutAddresses extends Suite {
    @Override
    TransportConfig changed(TransportConfig config) {
      return new Around(config) {
        @Override
        public Optional<InetSocketAddress> address(Origin origin) {
          return Optional.empty();
        }
      };
    }
  }

  /** Connects to every address. */
  static class Unruly extends Suite {
    @Override
    TransportRequest changed(TransportRequest request) {
      return request.toBuilder().addressRule(address -> {}).build();
    }
  }

  /** Leaves the stream of a body open. */
  static class Leaving extends Suite {
    @Override
    TransportRequest changed(TransportRequest request) {
      if (!(request.body() instanceof RequestBody.OneShot body)) {
        return request;
      }
      FilterInputStream open =
          new FilterInputStream(body.stream()) {
            @Override
            public void close() {}
          };
      return request.toBuilder().body(new RequestBody.OneShot(open, body.length())).build();
    }
  }

  /** Takes a failure of the body's source for its own. */
  static class Wrapping extends Suite {
    @Override
    TransportRequest changed(TransportRequest request) {
      if (!(request.body() instanceof RequestBody.OneShot body)) {
        return request;
      }
      FilterInputStream wrapping =
          new FilterInputStream(body.stream()) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
              try {
                return in.read(buffer, from, length);
              } catch (IOException e) {
                throw new TransportException(TransportException.Kind.TRANSIENT, "not sent", e);
              }
            }
          };
      return request.toBuilder().body(new RequestBody.OneShot(wrapping, body.length())).build();
    }
  }

  /** Opens a connection for each request. */
  static class Wasteful extends HttpTransportTck {
    @Override
    protected HttpTransport create(TransportConfig config) {
      List<HttpTransport> all = new CopyOnWriteArrayList<>();
      return new HttpTransport() {
        @Override
        public TransportResponse send(TransportRequest request) throws IOException {
          HttpTransport next = new JdkTransportProvider().create(config);
          all.add(next);
          return next.send(request);
        }

        @Override
        public void close() {
          all.forEach(HttpTransport::close);
        }
      };
    }
  }
}
