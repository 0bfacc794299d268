package io.oras.transport.jdk;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/**
 * TLS with a host whose name has an underscore. The JDK verifies the chain of certificates; it
 * refuses to look for such a name in a certificate, so the name is looked for here, as in RFC 6125
 * section 6.4: an alternative name of type DNS, of which the first label may be an asterisk. The
 * server is not told the name (SNI): servers on the JDK refuse a handshake with such a name.
 *
 * @param context whose trust managers verify the chain
 * @param host in lower case
 * @param port of the host
 * @param anyName whether every certificate is accepted, as the settings say
 */
record HostNameTls(SSLContext context, String host, int port, boolean anyName) {
  private static final int DNS_NAME = 2;

  /**
   * Returns the socket with TLS over it, after the handshake. Nothing was sent over TLS before the
   * certificate was verified.
   */
  Socket over(Socket plain) throws IOException {
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
    secured.startHandshake();
    if (!anyName) {
      verify(secured.getSession().getPeerCertificates());
    }
    return secured;
  }

  private void verify(Certificate[] chain) throws SSLHandshakeException {
    if (chain.length == 0
        || !(chain[0] instanceof X509Certificate certificate)
        || !names(certificate)) {
      SSLHandshakeException refused = new SSLHandshakeException("wrong name");
      refused.initCause(
          new CertificateException("No subject alternative DNS name matching " + host + " found."));
      throw refused;
    }
  }

  private boolean names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names != null && names.stream().anyMatch(this::matches);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private boolean matches(List<?> alternative) {
    return alternative.get(0).equals(DNS_NAME)
        && alternative.get(1) instanceof String name
        && matches(name.toLowerCase(Locale.ROOT), host);
  }

  static boolean matches(String pattern, String host) {
    if (!pattern.startsWith("*.")) {
      return pattern.equals(host);
    }
    int dot = host.indexOf('.');
    String parent = pattern.substring(1);
    // Not for all names of a top-level domain.
    return dot > 0 && parent.indexOf('.', 1) > 0 && host.substring(dot).equals(parent);
  }
}
