package io.oras.core;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TlsSettings;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to one registry.
 *
 * @param plainHttp true or false, or null for the default: plain http for {@code localhost}, {@code
 *     127.0.0.0/8} and {@code ::1} alone
 * @param tls how to trust it; never used for another origin
 * @param headers sent with every request to its origin, and nowhere else
 * @param foreignUploads whether it may send uploads to another host, without credentials
 * @param referrers how to list and keep referrers
 * @param upload how to send blobs; {@link UploadMethod#MONOLITHIC} by default
 */
public record RegistrySettings(
    @Nullable Boolean plainHttp,
    TlsSettings tls,
    Headers headers,
    boolean foreignUploads,
    Referrers referrers,
    UploadMethod upload) {
  /** How referrers are listed and kept (distribution-spec v1.1.1, "Listing Referrers"). */
  public enum Referrers {
    /** Find out, and remember. */
    AUTO,
    /** The referrers API. */
    API,
    /** The tag schema. */
    TAG
  }

  /** The defaults. */
  public static final RegistrySettings DEFAULT =
      new RegistrySettings(
          null, TlsSettings.DEFAULT, Headers.EMPTY, false, Referrers.AUTO, UploadMethod.MONOLITHIC);

  /** These settings with plain http, without, or by default. */
  public RegistrySettings withPlainHttp(@Nullable Boolean replacement) {
    return new RegistrySettings(replacement, tls, headers, foreignUploads, referrers, upload);
  }

  /** These settings with other trust. */
  public RegistrySettings withTls(TlsSettings replacement) {
    return new RegistrySettings(plainHttp, replacement, headers, foreignUploads, referrers, upload);
  }

  /** These settings with other headers. */
  public RegistrySettings withHeaders(Headers replacement) {
    return new RegistrySettings(plainHttp, tls, replacement, foreignUploads, referrers, upload);
  }

  /** These settings with uploads to other hosts allowed or not. */
  public RegistrySettings withForeignUploads(boolean replacement) {
    return new RegistrySettings(plainHttp, tls, headers, replacement, referrers, upload);
  }

  /** These settings with another way to keep referrers. */
  public RegistrySettings withReferrers(Referrers replacement) {
    return new RegistrySettings(plainHttp, tls, headers, foreignUploads, replacement, upload);
  }

  /** These settings with another way to send blobs. */
  public RegistrySettings withUpload(UploadMethod replacement) {
    return new RegistrySettings(plainHttp, tls, headers, foreignUploads, referrers, replacement);
  }
}
