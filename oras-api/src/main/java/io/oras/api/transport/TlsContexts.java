package io.oras.api.transport;

import io.oras.api.content.ContentSource;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Creates contexts from settings. Nothing here is JVM-wide. */
final class TlsContexts {
  /**
   * How long a session may be resumed. The JDK does not verify the certificate again then, and
   * would resume for a day, also after the certificate has expired.
   */
  private static final int SESSION_SECONDS = 600;

  private TlsContexts() {}

  static SSLContext context(TlsSettings settings) throws IOException {
    try {
      if (settings.equals(TlsSettings.defaults())) {
        return SSLContext.getDefault();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity(settings), trust(settings), null);
      context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static KeyManager @Nullable [] identity(TlsSettings settings)
      throws IOException, GeneralSecurityException {
    if (settings.certificate().isEmpty()) {
      return null;
    }
    List<X509Certificate> chain = PemFiles.certificates(settings.certificate().orElseThrow());
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        PemFiles.privateKey(settings.key().orElseThrow()),
        new char[0],
        chain.toArray(new X509Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static TrustManager @Nullable [] trust(TlsSettings settings)
      throws IOException, GeneralSecurityException {
    if (settings.insecure()) {
      return new TrustManager[] {new InsecureTrustManager()};
    }
    if (settings.authorities().isEmpty()) {
      return null;
    }
    List<X509Certificate> anchors = new ArrayList<>();
    for (TrustManager own : managers(null)) {
      anchors.addAll(List.of(((X509TrustManager) own).getAcceptedIssuers()));
    }
    for (ContentSource source : settings.authorities()) {
      PemFiles.certificates(source).stream().filter(TlsContexts::isValid).forEach(anchors::add);
    }
    KeyStore store = emptyStore();
    for (int i = 0; i < anchors.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), anchors.get(i));
    }
    return managers(store);
  }

  /** The JDK trusts what it is given for good, and a server's own certificate may be among it. */
  private static boolean isValid(X509Certificate authority) {
    try {
      authority.checkValidity();
      return true;
    } catch (CertificateExpiredException | CertificateNotYetValidException e) {
      return false;
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
