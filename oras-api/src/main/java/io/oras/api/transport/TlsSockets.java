package io.oras.api.transport;

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
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Starts TLS over connected sockets, for transports that use blocking sockets.
 *
 * <p>The JDK verifies the certificate chain and the host name. The JDK cannot verify a host name
 * with an underscore, so this class verifies such a name, as in RFC 6125 section 6.4: an
 * alternative name of type DNS, whose first label may be an asterisk. The server does not learn
 * such a name (SNI), because servers on the JDK refuse a handshake that contains it.
 */
public final class TlsSockets {
  private static final int DNS_NAME = 2;

  private TlsSockets() {}

  /**
   * Performs the handshake with a server and verifies its certificate. No data of an application is
   * sent before the certificate is verified. A client certificate may be sent before a host name
   * with an underscore is verified, because the handshake sends it.
   *
   * @param plain a connected socket, which the caller closes if this fails; else the returned
   *     socket closes it
   * @param context whose trust managers verify the certificate chain, such as {@link
   *     TlsSettings#context}
   * @param host name or address of the server, without brackets
   * @param port of the server
   * @param insecure whether every host name is accepted, as {@link TlsSettings#insecure} says
   * @throws IOException if the handshake fails, or the certificate is not trusted
   */
  public static SSLSocket connect(
      Socket plain, SSLContext context, String host, int port, boolean insecure)
      throws IOException {
    SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
    boolean known = host.indexOf('_') < 0;
    if (known) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
    }
    secure.startHandshake();
    if (!known && !insecure) {
      verify(host.toLowerCase(Locale.ROOT), secure.getSession().getPeerCertificates());
    }
    return secure;
  }

  private static void verify(String host, Certificate[] chain) throws SSLHandshakeException {
    if (chain.length == 0
        || !(chain[0] instanceof X509Certificate certificate)
        || !names(certificate, host)) {
      SSLHandshakeException refused = new SSLHandshakeException("wrong name");
      refused.initCause(
          new CertificateException("No subject alternative DNS name matching " + host + " found."));
      throw refused;
    }
  }

  private static boolean names(X509Certificate certificate, String host) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names != null
          && names.stream()
              .anyMatch(
                  name ->
                      name.get(0).equals(DNS_NAME)
                          && name.get(1) instanceof String pattern
                          && matches(pattern.toLowerCase(Locale.ROOT), host));
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  /** Returns whether a name of a certificate is the host; both in lower case. */
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
