package io.oras.transport.jdk;

import io.oras.api.transport.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
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

/** Makes TLS of settings. Nothing here is JVM-wide. */
final class Tls {
  private Tls() {}

  static SSLContext context(TlsSettings settings) throws IOException, GeneralSecurityException {
    if (settings.equals(TlsSettings.DEFAULT)) {
      return SSLContext.getDefault();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity(settings), trust(settings), null);
    return context;
  }

  private static KeyManager @Nullable [] identity(TlsSettings settings)
      throws IOException, GeneralSecurityException {
    Path certificate = settings.certificate();
    Path key = settings.key();
    if (certificate == null || key == null) {
      return null;
    }
    List<X509Certificate> chain = PemFile.read(certificate).certificates();
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        PemFile.read(key).privateKey(),
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
      return new TrustManager[] {new TrustEverything()};
    }
    if (settings.authorities().isEmpty()) {
      return null;
    }
    List<X509Certificate> anchors = new ArrayList<>();
    for (TrustManager own : managers(null)) {
      anchors.addAll(List.of(((X509TrustManager) own).getAcceptedIssuers()));
    }
    for (Path file : settings.authorities()) {
      anchors.addAll(PemFile.read(file).certificates());
    }
    KeyStore store = emptyStore();
    for (int i = 0; i < anchors.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), anchors.get(i));
    }
    return managers(store);
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
