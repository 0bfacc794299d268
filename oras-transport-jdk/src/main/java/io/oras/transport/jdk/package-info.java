/**
 * HTTP transport of oras on {@code java.net.http}; {@link
 * io.oras.transport.jdk.JdkTransportProvider} is all there is to use.
 */
@NullMarked
package io.oras.transport.jdk;

import org.jspecify.annotations.NullMarked;
