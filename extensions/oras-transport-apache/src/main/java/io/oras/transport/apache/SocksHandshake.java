package io.oras.transport.apache;

import io.oras.api.error.TransportException.Kind;
import io.oras.transport.apache.FailureTranslator.Phase;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * Asks a SOCKS 5 proxy for a connection (RFC 1928), with a user name and a password if the route
 * has them (RFC 1929). The proxy looks up the name of the server.
 */
record SocksHandshake(HttpConnection connection, Route route, DataInputStream in) {
  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int PASSWORD = 2;
  private static final int PASSWORD_VERSION = 1;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int DOMAIN_NAME = 3;
  private static final int IPV6 = 4;
  private static final int LONGEST = 255;

  static void run(HttpConnection connection, Route route, Duration timeout) throws IOException {
    connection.limit(Phase.CONNECT, timeout);
    new SocksHandshake(connection, route, new DataInputStream(connection.socket().getInputStream()))
        .run();
    connection.noLimit();
  }

  private void run() throws IOException {
    boolean known = route.secret().isPresent();
    if (known) {
      send(VERSION, 2, NO_AUTHENTICATION, PASSWORD);
    } else {
      send(VERSION, 1, NO_AUTHENTICATION);
    }
    expect(VERSION);
    int method = in.readUnsignedByte();
    if (known && method == PASSWORD) {
      authenticate(route.secret().get());
    } else if (method != NO_AUTHENTICATION) {
      throw route
          .failures()
          .socks(
              Kind.PERMANENT,
              known
                  ? "it takes neither a password nor no authentication"
                  : "it requires a password: put the password into the URL of the proxy,"
                      + " socks5://USER:PASSWORD@HOST:PORT");
    }
    requestConnection();
  }

  private void authenticate(String secret) throws IOException {
    int colon = secret.indexOf(':');
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(PASSWORD_VERSION);
    add(message, colon < 0 ? secret : secret.substring(0, colon));
    add(message, colon < 0 ? "" : secret.substring(colon + 1));
    send(message);
    expect(PASSWORD_VERSION);
    if (in.readUnsignedByte() != 0) {
      throw route.failures().socks(Kind.PERMANENT, "it refused the user name or the password");
    }
  }

  private void requestConnection() throws IOException {
    int port = route.origin().port();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(new byte[] {VERSION, CONNECT, 0});
    addHost(message, route.hostName());
    message.write(port >> 8);
    message.write(port & 0xff);
    send(message);
    expect(VERSION);
    int status = in.readUnsignedByte();
    if (status != 0) {
      throw refusal(status);
    }
    in.readUnsignedByte();
    int size =
        switch (in.readUnsignedByte()) {
          case IPV4 -> 4;
          case DOMAIN_NAME -> in.readUnsignedByte();
          case IPV6 -> 16;
          default -> throw unexpected();
        };
    in.readFully(new byte[size + 2]); // The address and port of the proxy's own end.
  }

  private IOException refusal(int status) {
    return switch (status) {
      case 2 -> route.failures().socks(Kind.PERMANENT, "its rules forbid it");
      case 3, 4 -> route.failures().socks(Kind.TRANSIENT, "it cannot reach the server");
      case 5 -> route.failures().socks(Kind.TRANSIENT, "the server refused the connection");
      default -> route.failures().socks(Kind.TRANSIENT, "it answered with status " + status);
    };
  }

  /** Adds the type of the address and the address; a literal is not a name. */
  private void addHost(ByteArrayOutputStream message, String host) throws IOException {
    boolean ipv4 = InetAddressUtils.isIPv4(host);
    if (!ipv4 && !InetAddressUtils.isIPv6(host)) {
      message.write(DOMAIN_NAME);
      add(message, host);
      return;
    }
    message.write(ipv4 ? IPV4 : IPV6);
    message.writeBytes(InetAddress.getByName(host).getAddress());
  }

  private void add(ByteArrayOutputStream message, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST) {
      throw route.failures().socks(Kind.PERMANENT, "a name or the password is too long for it");
    }
    message.write(bytes.length);
    message.writeBytes(bytes);
  }

  private void send(int... bytes) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (int b : bytes) {
      message.write(b);
    }
    send(message);
  }

  private void send(ByteArrayOutputStream message) throws IOException {
    connection.socket().getOutputStream().write(message.toByteArray());
  }

  private void expect(int version) throws IOException {
    if (in.readUnsignedByte() != version) {
      throw unexpected();
    }
  }

  private IOException unexpected() {
    return route.failures().socks(Kind.PERMANENT, "it does not speak SOCKS 5");
  }
}
