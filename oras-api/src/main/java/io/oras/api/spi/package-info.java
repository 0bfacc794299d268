/**
 * Service provider interfaces. {@link java.util.ServiceLoader} finds the implementations: {@link
 * io.oras.api.spi.HttpTransportProvider} for HTTP clients, {@link
 * io.oras.api.spi.ContentStoreProvider} for stores, {@link io.oras.api.spi.ArchiveProvider} and
 * {@link io.oras.api.spi.CompressionProvider} for archives, {@link
 * io.oras.api.spi.RegistryResolverProvider} for mirrors, and {@link io.oras.api.spi.TrustPolicy}
 * for rules on which artifacts may be used.
 *
 * <p>Among several implementations the one with the highest priority is used ({@link
 * io.oras.api.spi.Prioritized}). Implementations must be thread safe.
 */
@NullMarked
package io.oras.api.spi;

import org.jspecify.annotations.NullMarked;
