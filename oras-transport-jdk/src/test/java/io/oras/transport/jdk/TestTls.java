package io.oras.transport.jdk;

import io.oras.api.content.ContentSource;
import io.oras.api.transport.TlsSettings;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import javax.net.ssl.SSLServerSocket;

/** Certificates and keys that serve nothing but these tests. */
final class TestTls {
  private TestTls() {}

  static Path file(String name) throws URISyntaxException {
    URL url = Objects.requireNonNull(TestTls.class.getResource("tls/" + name), name);
    return Path.of(url.toURI());
  }

  static ContentSource pem(String name) throws URISyntaxException {
    return ContentSource.ofFile(file(name));
  }

  /** A TLS server socket with the certificate of that name. */
  static SSLServerSocket listen(String name) throws Exception {
    TlsSettings identity =
        TlsSettings.builder()
            .authority(file("ca.pem"))
            .clientCertificate(file(name + ".pem"), file(name + ".key"))
            .build();
    return (SSLServerSocket)
        identity
            .context()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }
}
