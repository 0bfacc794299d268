package io.oras.transport.jdk;

import io.oras.api.transport.TlsSockets;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/**
 * TLS with a host whose name has an underscore, which the JDK's client cannot ask for.
 *
 * @param context whose trust managers verify the chain
 * @param host the name
 * @param port of the host
 * @param insecure whether every certificate is accepted, as the settings say
 */
record HostNameTls(SSLContext context, String host, int port, boolean insecure) {
  /** Returns the socket with TLS over it, after the handshake. */
  Socket over(Socket plain) throws IOException {
    return TlsSockets.connect(plain, context, host, port, insecure);
  }
}
