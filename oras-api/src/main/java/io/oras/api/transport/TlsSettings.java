package io.oras.api.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to trust a server and to be known by it.
 *
 * @param authorities PEM files of certificates to trust besides those of the JVM
 * @param certificate PEM file of the client's certificate chain, or null
 * @param key PEM file of its private key (PKCS#8, or PKCS#1 RSA), or null
 * @param insecure trust every certificate and every name; for this server only
 */
public record TlsSettings(
    List<Path> authorities, @Nullable Path certificate, @Nullable Path key, boolean insecure) {
  /** The JVM's own trust, no client certificate. */
  public static final TlsSettings DEFAULT = new TlsSettings(List.of(), null, null, false);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when certificate and key do not come together
   */
  public TlsSettings {
    authorities = List.copyOf(authorities);
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("a client certificate and its key are given together");
    }
  }

  // Written out: the generated methods cost a start of the command several milliseconds.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TlsSettings that
        && insecure == that.insecure
        && authorities.equals(that.authorities)
        && Objects.equals(certificate, that.certificate)
        && Objects.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Objects.hash(authorities, certificate, key, insecure);
  }
}
