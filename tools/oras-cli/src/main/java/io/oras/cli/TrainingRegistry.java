package io.oras.cli;

import io.oras.api.model.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a registry as {@link StartupTraining} needs: it keeps what is put, and believes it.
 * For one repository it wants a token, and gives that to whoever has a login.
 */
final class TrainingRegistry implements AutoCloseable {
  static final String GUARDED = "/guarded";

  private static final int TLS_HANDSHAKE = 22;

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");
  private static final Pattern TYPE = Pattern.compile("(?i)\r\ncontent-type: *([^\r]+)");

  private static final Pattern AUTHORIZATION = Pattern.compile("(?i)\r\nauthorization: ");

  private static final Content TOKEN =
      new Content("application/json", "{\"token\": \"t\"}".getBytes(StandardCharsets.UTF_8));

  private static final Content NOTHING = new Content("text/plain", new byte[0]);

  @SuppressWarnings("ArrayRecordComponent")
  private record Content(String type, byte[] bytes) {}

  private final ServerSocket listener;
  private final Map<String, Content> stored = new ConcurrentHashMap<>();

  TrainingRegistry(InetAddress address) throws IOException {
    listener = new ServerSocket(0, 50, address);
    daemon(this::accept);
  }

  String host() {
    return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        daemon(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        Matcher length = LENGTH.matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        answer(head, body, out);
        out.flush();
      }
      write(out, "400 Bad Request", "", NOTHING); // Tells TLS that this is none.
    } catch (IOException e) {
      // The client went away.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int c = in.read();
      if (c < 0 || c == TLS_HANDSHAKE) {
        return "";
      }
      head.append((char) c);
    }
    return head.toString();
  }

  private void answer(String head, byte[] body, OutputStream out) throws IOException {
    String method = head.substring(0, head.indexOf(' '));
    String target = head.substring(method.length() + 1, head.indexOf(" HTTP/"));
    boolean known = AUTHORIZATION.matcher(head).find();
    if (!known && (target.startsWith("/token?") || target.startsWith("/v2" + GUARDED + "/"))) {
      String challenge = "Bearer realm=\"http://" + host() + "/token\",service=\"training\"";
      write(out, "401 Unauthorized\r\nWWW-Authenticate: " + challenge, method, NOTHING);
    } else if (target.startsWith("/token?")) {
      write(out, "200 OK", method, TOKEN);
    } else if (method.equals("POST")) {
      write(
          out, "202 Accepted\r\nLocation: " + target.replaceFirst("\\?.*", "") + "1", "", NOTHING);
    } else if (method.equals("PUT")) {
      Matcher type = TYPE.matcher(head);
      Content content = new Content(type.find() ? type.group(1) : "", body);
      stored.put(target, content);
      stored.put(Digest.of(body).toString(), content);
      write(out, "201 Created", "", NOTHING);
    } else {
      Matcher digest = DIGEST.matcher(target);
      Content found = stored.get(digest.find() ? digest.group() : target);
      if (found == null || target.contains("/referrers/")) {
        write(out, "404 Not Found", "", NOTHING);
      } else {
        write(out, "200 OK\r\nDocker-Content-Digest: " + Digest.of(found.bytes()), method, found);
      }
    }
  }

  private static void write(OutputStream out, String status, String method, Content content)
      throws IOException {
    String head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %s\r\n\r\n"
            .formatted(status, content.type(), content.bytes().length);
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    if (method.equals("GET")) {
      out.write(content.bytes());
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "training");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
