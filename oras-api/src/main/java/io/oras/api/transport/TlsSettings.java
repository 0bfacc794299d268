package io.oras.api.transport;

import io.oras.api.content.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The certificates to trust for a server and the certificate to present to it. Certificates and
 * keys are in PEM form (RFC 7468), as files or as text. Immutable.
 *
 * <pre>{@code
 * TlsSettings settings =
 *     TlsSettings.builder()
 *         .authority(Path.of("ca.crt"))
 *         .clientCertificate(Path.of("client.cert"), Path.of("client.key"))
 *         .build();
 * }</pre>
 */
public final class TlsSettings {
  private static final TlsSettings DEFAULTS = builder().build();

  private final List<Pem> authorities;
  private final @Nullable Pem certificate;
  private final @Nullable Pem key;
  private final boolean insecure;

  private TlsSettings(Builder builder) {
    authorities = List.copyOf(builder.authorities);
    certificate = builder.certificate;
    key = builder.key;
    insecure = builder.insecure;
  }

  /** Returns the settings that trust what the JVM trusts, without a client certificate. */
  public static TlsSettings defaults() {
    return DEFAULTS;
  }

  /** Creates a builder with the default settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Creates a builder with these settings. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Returns the certificates to trust besides those that the JVM trusts. */
  public List<ContentSource> authorities() {
    return List.copyOf(authorities);
  }

  /** Returns the client's certificate chain, its own certificate first. */
  public Optional<ContentSource> certificate() {
    return Optional.ofNullable(certificate);
  }

  /** Returns the private key of the client's certificate; present if the certificate is. */
  public Optional<ContentSource> key() {
    return Optional.ofNullable(key);
  }

  /** Returns whether every certificate and every host name is accepted. */
  public boolean insecure() {
    return insecure;
  }

  /** Returns these settings without the client's certificate and key. */
  public TlsSettings withoutClientCertificate() {
    Builder builder = toBuilder();
    builder.certificate = null;
    builder.key = null;
    return builder.build();
  }

  /**
   * Reads the certificates and the key, and creates a context with them; for the default settings
   * returns the JVM's own context. If the settings are insecure, the context's trust manager
   * accepts every certificate and takes over the check of the host name that the JDK would make.
   *
   * @throws IOException if a file cannot be read, or holds no certificate or key that the JVM
   *     supports
   */
  public SSLContext context() throws IOException {
    return TlsContexts.context(this);
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

  /** Names the files; a key given as text is not shown. */
  @Override
  public String toString() {
    return "TlsSettings[authorities="
        + authorities
        + ", certificate="
        + certificate
        + ", key="
        + key
        + ", insecure="
        + insecure
        + "]";
  }

  /** Builds {@link TlsSettings}. Not thread safe. */
  public static final class Builder {
    private final List<Pem> authorities = new ArrayList<>();
    private @Nullable Pem certificate;
    private @Nullable Pem key;
    private boolean insecure;

    private Builder() {}

    private Builder(TlsSettings start) {
      authorities.addAll(start.authorities);
      certificate = start.certificate;
      key = start.key;
      insecure = start.insecure;
    }

    /** Adds a file of certificates to trust besides those that the JVM trusts. */
    public Builder authority(Path file) {
      authorities.add(Pem.ofFile(file));
      return this;
    }

    /** Adds certificates to trust besides those that the JVM trusts. */
    public Builder authorityPem(String pem) {
      authorities.add(Pem.ofText(pem));
      return this;
    }

    /**
     * Sets the client certificate; none by default.
     *
     * @param certificate file of the certificate chain, the client's own certificate first
     * @param key file of its private key: PKCS#8, or the traditional form of RSA or EC, unencrypted
     */
    public Builder clientCertificate(Path certificate, Path key) {
      this.certificate = Pem.ofFile(certificate);
      this.key = Pem.ofFile(key);
      return this;
    }

    /**
     * Sets the client certificate; none by default.
     *
     * @param certificate the certificate chain, the client's own certificate first
     * @param key its private key: PKCS#8, or the traditional form of RSA or EC, unencrypted
     */
    public Builder clientCertificatePem(String certificate, String key) {
      this.certificate = Pem.ofText(certificate);
      this.key = Pem.ofText(key);
      return this;
    }

    /**
     * Sets whether every certificate and every host name is accepted; false by default. Whoever is
     * on the way can then read and change everything that is sent.
     */
    public Builder insecure(boolean insecure) {
      this.insecure = insecure;
      return this;
    }

    /** Creates the settings; the builder can be used further. */
    public TlsSettings build() {
      return new TlsSettings(this);
    }
  }

  /** PEM blocks in a file or a text; equal by the file's path or the text. */
  private static final class Pem implements ContentSource {
    private final @Nullable Path file;
    private final String text;

    private Pem(@Nullable Path file, String text) {
      this.file = file;
      this.text = text;
    }

    static Pem ofFile(Path file) {
      return new Pem(Objects.requireNonNull(file, "file"), "");
    }

    static Pem ofText(String text) {
      return new Pem(null, Objects.requireNonNull(text, "pem"));
    }

    private ContentSource content() {
      return file != null
          ? ContentSource.ofFile(file)
          : ContentSource.ofBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public long size() throws IOException {
      return content().size();
    }

    @Override
    public InputStream open() throws IOException {
      return content().open();
    }

    @Override
    public Optional<Path> file() {
      return Optional.ofNullable(file);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Pem that && Objects.equals(file, that.file) && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return Objects.hash(file, text);
    }

    @Override
    public String toString() {
      return file != null ? file.toString() : "PEM text";
    }
  }
}
