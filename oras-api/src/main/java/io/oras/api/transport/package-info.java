/**
 * The HTTP client that the library uses. Begin with {@link io.oras.api.transport.HttpTransport},
 * which sends one {@link io.oras.api.transport.TransportRequest} and returns a {@link
 * io.oras.api.transport.TransportResponse}. The library adds redirects, retries and authentication.
 *
 * <p>{@link io.oras.api.transport.TlsSettings}, {@link io.oras.api.transport.PemFiles} and {@link
 * io.oras.api.transport.ProxyEnvironment} read certificates and proxy settings for a transport of
 * your own.
 */
@NullMarked
package io.oras.api.transport;

import org.jspecify.annotations.NullMarked;
