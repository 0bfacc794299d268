package io.oras.tests.adapters;

import com.example.adapters.UrlTransport;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Transports with one defect each. */
final class BrokenTransports {
  private BrokenTransports() {}

  /** The suite as it is right for this transport. */
  private abstract static class UrlTck extends UrlTransportTest {
    @Override
    protected abstract HttpTransport create(TransportConfig config);
  }

  /** A transport around the right one. */
  private static class Around implements HttpTransport {
    final HttpTransport inner;

    Around(TransportConfig config) {
      inner = new UrlTransport(config);
    }

    @Override
    public TransportResponse send(TransportRequest request) throws IOException {
      return inner.send(request);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  /** Follows redirects. */
  static class Following extends UrlTck {
    @Override
    protected HttpTransport create(TransportConfig config) {
      return new UrlTransport(config) {
        @Override
        protected boolean followsRedirects() {
          return true;
        }
      };
    }
  }

  /** Keeps cookies. */
  static class Cookies extends UrlTck {
    @Override
    protected HttpTransport create(TransportConfig config) {
      AtomicReference<Optional<String>> cookie = new AtomicReference<>(Optional.empty());
      return new Around(config) {
        @Override
        public TransportResponse send(TransportRequest request) throws IOException {
          Headers headers =
              cookie
                  .get()
                  .map(value -> request.headers().with("Cookie", value))
                  .orElse(request.headers());
          TransportResponse answer = super.send(request.toBuilder().headers(headers).build());
          cookie.set(answer.headers().first("Set-Cookie"));
          return answer;
        }
      };
    }
  }

  /** Thinks that an address may be written in another way. */
  static class Decoding extends UrlTck {
    @Override
    protected HttpTransport create(TransportConfig config) {
      return new Around(config) {
        @Override
        public TransportResponse send(TransportRequest request) throws IOException {
          String decoded =
              URLDecoder.decode(request.uri().getRawPath(), StandardCharsets.UTF_8)
                  + "?"
                  + request.uri().getRawQuery();
          return super.send(
              request.toBuilder().uri(request.uri().resolve(URI.create(decoded))).build());
        }
      };
    }
  }

  /** Sends again what may have arrived. */
  static class Repeating extends UrlTck {
    @Override
    protected HttpTransport create(TransportConfig config) {
      return new Around(config) {
        @Override
        public TransportResponse send(TransportRequest request) throws IOException {
          try {
            return super.send(request);
          } catch (TransportException e) {
            return super.send(request);
          }
        }
      };
    }
  }

  /** Says the whole address where something fails. */
  static class Chatty extends UrlTck {
    @Override
    protected HttpTransport create(TransportConfig config) {
      return new Around(config) {
        @Override
        public TransportResponse send(TransportRequest request) throws IOException {
          try {
            return super.send(request);
          } catch (TransportException e) {
            throw new TransportException(e.kind(), e.getMessage() + ": " + request.uri(), e);
          }
        }
      };
    }
  }

  /** Takes back the interrupt. */
  static class Deaf extends UrlTck {
    @Override
    protected HttpTransport create(TransportConfig config) {
      return new Around(config) {
        @Override
        public TransportResponse send(TransportRequest request) throws IOException {
          try {
            return super.send(request);
          } catch (OperationCancelledException e) {
            Thread.interrupted();
            throw e;
          }
        }
      };
    }
  }

  /** Serves on after it was closed. */
  static class Immortal extends UrlTck {
    @Override
    protected HttpTransport create(TransportConfig config) {
      return new HttpTransport() {
        private HttpTransport now = new UrlTransport(config);

        @Override
        public TransportResponse send(TransportRequest request) throws IOException {
          return now.send(request);
        }

        @Override
        public void close() {
          now.close();
          now = new UrlTransport(config);
        }
      };
    }
  }

  /** Takes a broken body for a whole one. */
  static class Believing extends UrlTck {
    @Override
    protected HttpTransport create(TransportConfig config) {
      return new Around(config) {
        @Override
        public TransportResponse send(TransportRequest request) throws IOException {
          return new Gullible(super.send(request));
        }
      };
    }
  }

  private static final class Gullible implements TransportResponse {
    private final TransportResponse inner;
    private final InputStream body;

    Gullible(TransportResponse inner) {
      this.inner = inner;
      body =
          new FilterInputStream(inner.body()) {
            @Override
            public int read() throws IOException {
              byte[] one = new byte[1];
              return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
              try {
                return in.read(buffer, from, length);
              } catch (TransportException e) {
                return -1;
              }
            }
          };
    }

    @Override
    public int status() {
      return inner.status();
    }

    @Override
    public Headers headers() {
      return inner.headers();
    }

    @Override
    public URI uri() {
      return inner.uri();
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
