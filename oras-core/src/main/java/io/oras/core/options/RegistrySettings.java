package io.oras.core.options;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TlsSettings;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to reach one registry. Immutable.
 *
 * <pre>{@code
 * Oras local =
 *     Oras.builder()
 *         .registry("registry.example:5000", r -> r.plainHttp(true).referrers(ReferrersMode.TAG))
 *         .build();
 * }</pre>
 */
public final class RegistrySettings extends Settings {
  private static final Setting<Boolean> PLAIN_HTTP = Setting.withoutDefault("plainHttp");
  private static final Setting<TlsSettings> TLS = Setting.of("tls", TlsSettings.defaults());
  private static final Setting<Headers> HEADERS = Setting.of("headers", Headers.EMPTY);
  private static final Setting<Boolean> UPLOADS_TO_OTHER_HOSTS =
      Setting.of("uploadsToOtherHosts", false);
  private static final Setting<ReferrersMode> REFERRERS =
      Setting.of("referrers", ReferrersMode.AUTO);
  private static final Setting<UploadMethod> UPLOAD =
      Setting.of("upload", UploadMethod.monolithic());
  private static final RegistrySettings DEFAULTS = builder().build();

  private RegistrySettings(Builder builder) {
    super(builder);
  }

  /** Returns the default settings. */
  public static RegistrySettings defaults() {
    return DEFAULTS;
  }

  /** Creates a builder with the default settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Creates a builder with these settings. */
  public Builder toBuilder() {
    return builder().from(this);
  }

  /** Returns whether the registry is reached by plain HTTP. */
  public Optional<Boolean> plainHttp() {
    return find(PLAIN_HTTP);
  }

  /** Returns which certificates to trust and which to present. */
  public TlsSettings tls() {
    return get(TLS);
  }

  /** Returns the headers that are sent with every request to the registry's origin. */
  public Headers headers() {
    return get(HEADERS);
  }

  /** Returns whether the registry may have uploads and other changes sent to another origin. */
  public boolean uploadsToOtherHosts() {
    return get(UPLOADS_TO_OTHER_HOSTS);
  }

  /** Returns how referrers are listed and stored. */
  public ReferrersMode referrers() {
    return get(REFERRERS);
  }

  /** Returns how blobs are sent. */
  public UploadMethod upload() {
    return get(UPLOAD);
  }

  /** Builds {@link RegistrySettings}. Not thread safe. */
  public static final class Builder extends Settings.Builder<Builder> {
    private Builder() {}

    /**
     * Sets whether the registry is reached by plain HTTP. By default only {@code localhost}, {@code
     * 127.0.0.0/8} and {@code ::1} are.
     */
    public Builder plainHttp(boolean plainHttp) {
      return set(PLAIN_HTTP, plainHttp);
    }

    /**
     * Sets which certificates to trust and which to present; used for the registry's origin alone.
     */
    public Builder tls(TlsSettings tls) {
      return set(TLS, tls);
    }

    /**
     * Changes the certificates to trust and to present, beginning with those set so far; used for
     * the registry's origin alone.
     */
    public Builder tls(Consumer<TlsSettings.Builder> change) {
      TlsSettings.Builder tls = now(TLS).toBuilder();
      change.accept(tls);
      return tls(tls.build());
    }

    /**
     * Sets the headers that are sent with every request to the registry's origin, and to no other;
     * none by default.
     */
    public Builder headers(Headers headers) {
      return set(HEADERS, headers);
    }

    /**
     * Sets whether the registry may have uploads and other changes sent to another origin (scheme,
     * host and port), by the URL of an upload or by a redirect, without credentials; false by
     * default.
     */
    public Builder uploadsToOtherHosts(boolean uploadsToOtherHosts) {
      return set(UPLOADS_TO_OTHER_HOSTS, uploadsToOtherHosts);
    }

    /** Sets how referrers are listed and stored; {@link ReferrersMode#AUTO} by default. */
    public Builder referrers(ReferrersMode referrers) {
      return set(REFERRERS, referrers);
    }

    /** Sets how blobs are sent; {@link UploadMethod#monolithic} by default. */
    public Builder upload(UploadMethod upload) {
      return set(UPLOAD, upload);
    }

    /**
     * Adds a header that is sent with every request to the registry's origin, and to no other.
     *
     * @throws IllegalArgumentException if the name or the value has a control character
     */
    public Builder header(String name, String value) {
      return headers(now(HEADERS).with(name, value));
    }

    /** Creates the settings; the builder can be used further. */
    public RegistrySettings build() {
      return new RegistrySettings(this);
    }
  }
}
