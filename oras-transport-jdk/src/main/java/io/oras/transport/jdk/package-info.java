/**
 * The HTTP transport on {@code java.net.http}. Begin with {@link
 * io.oras.transport.jdk.JdkTransportProvider}.
 */
@NullMarked
package io.oras.transport.jdk;

import org.jspecify.annotations.NullMarked;
