package io.oras.transport.jdk;

import io.oras.api.transport.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLServerSocket;

/** Certificates and keys that serve nothing but these tests. */
final class TestTls {
  private TestTls() {}

  static Path file(String name) throws URISyntaxException {
    URL url = Objects.requireNonNull(TestTls.class.getResource("tls/" + name), name);
    return Path.of(url.toURI());
  }

  static PemFile pem(String name) throws IOException, URISyntaxException {
    return PemFile.read(file(name));
  }

  /** A TLS server socket with the certificate of that name. */
  static SSLServerSocket listen(String name) throws Exception {
    TlsSettings identity =
        new TlsSettings(List.of(file("ca.pem")), file(name + ".pem"), file(name + ".key"), false);
    return (SSLServerSocket)
        Tls.context(identity)
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }
}
