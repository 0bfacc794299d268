package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges the addresses of servers where the relays connect to them. The client decides which
 * request gets which connection, so each connection is judged by the rules of all requests to its
 * server that wait for a response, and each request judges the connections that are open. Thread
 * safe.
 */
final class AddressRules {
  private final Resolver resolver;
  private final Set<Use> uses = ConcurrentHashMap.newKeySet();
  private final Map<Socket, Origin> connections = new ConcurrentHashMap<>();

  AddressRules(Resolver resolver) {
    this.resolver = resolver;
  }

  /** The rule of one request, from before the request is sent until the response has come. */
  final class Use implements AutoCloseable {
    private final Origin origin;
    private final AddressRule rule;

    private Use(Origin origin, AddressRule rule) {
      this.origin = origin;
      this.rule = rule;
    }

    @Override
    public void close() {
      uses.remove(this);
    }
  }

  /**
   * Applies a rule. Connections to addresses that the rule refuses are closed: the request could
   * get one of them.
   *
   * @throws TransportException if the server's name resolves to an address that the rule refuses
   */
  Use apply(Origin origin, AddressRule rule) throws TransportException {
    Use use = new Use(origin, rule);
    uses.add(use);
    try {
      InetSocketAddress unused = resolver.judged(origin, rule);
      for (Map.Entry<Socket, Origin> open : connections.entrySet()) {
        if (open.getValue().equals(origin)) {
          closeIfRefused(open.getKey(), rule);
        }
      }
      return use;
    } catch (TransportException | RuntimeException e) {
      use.close();
      throw e;
    }
  }

  private static void closeIfRefused(Socket connection, AddressRule rule) {
    InetAddress address = connection.getInetAddress();
    if (address == null) {
      return; // Not connected yet, and judged again when it is.
    }
    try {
      rule.check(address);
    } catch (TransportException refused) {
      try {
        connection.close();
      } catch (IOException e) {
        // The other end was faster.
      }
    }
  }

  /** Returns the rules of the requests to that server that wait for a response, at least one. */
  private List<Use> waiting(Origin origin) throws IOException {
    List<Use> waiting = uses.stream().filter(use -> use.origin.equals(origin)).toList();
    if (waiting.isEmpty()) {
      throw new IOException("no request to " + origin + " waits for a response");
    }
    return waiting;
  }

  private static void check(List<Use> rules, InetAddress address) throws TransportException {
    for (Use use : rules) {
      use.rule.check(address);
    }
  }

  /**
   * Looks the name of the server up, and connects the socket to an address that no rule refuses.
   * The rules are those of now and those of the time after the connection is made: a request may
   * end during a slow look-up, after it has been written to the relay.
   *
   * @throws IOException if no request with a rule waits for a response from the server, now or
   *     after the connection is made
   */
  void connect(Socket socket, Origin origin, int timeoutMillis) throws IOException {
    connections.keySet().removeIf(Socket::isClosed);
    List<Use> waiting = waiting(origin);
    InetSocketAddress address = resolver.judged(origin, found -> check(waiting, found));
    connections.put(socket, origin);
    socket.connect(address, timeoutMillis);
    check(waiting(origin), address.getAddress());
  }
}
