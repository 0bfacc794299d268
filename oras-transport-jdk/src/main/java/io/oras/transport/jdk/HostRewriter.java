package io.oras.transport.jdk;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Copies plain http requests of this JVM's own client, and puts the name of the host into their
 * heads.
 *
 * @param sent the authority that the client was given in place of the host's own
 * @param authority the host's own
 * @param secret what the client sends as {@code Proxy-Authorization}: other users of the machine
 *     can connect as well, and must not use the password of the proxy
 * @param proxyAuthorization a header value for the proxy before the host, a secret
 */
record HostRewriter(
    String sent, String authority, String secret, Optional<String> proxyAuthorization) {
  private static final int LONGEST = 1 << 20;
  private static final Pattern PROOF =
      Pattern.compile("(?i)\r\nproxy-authorization: *([^\r\n]*)\r\n");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,18})\r\n");
  private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked\r\n");

  /** Copies all requests of a connection, until the client closes it. */
  void copy(InputStream from, OutputStream to) throws IOException {
    for (String head = head(from); !head.isEmpty(); head = head(from)) {
      to.write(bytes(rewrite(head)));
      Matcher length = LENGTH.matcher(head);
      if (length.find()) {
        copy(from, to, Long.parseLong(length.group(1)));
      } else if (CHUNKED.matcher(head).find()) {
        copyChunks(from, to);
      }
    }
  }

  private String rewrite(String request) throws IOException {
    Matcher proof = PROOF.matcher(request);
    if (!proof.find() || !MessageDigest.isEqual(bytes(proof.group(1)), bytes(secret))) {
      throw new IOException("a request of somebody else");
    }
    String head = request.substring(0, proof.start()) + "\r\n" + request.substring(proof.end());
    int fields = head.indexOf("\r\n") + 2;
    String password =
        proxyAuthorization.map(given -> "Proxy-Authorization: " + given + "\r\n").orElse("");
    return (head.substring(0, fields) + password + head.substring(fields)).replace(sent, authority);
  }

  /**
   * Returns the next head with the empty line at its end; an empty text at the end of all.
   *
   * @throws IOException if the head is longer than 1 MiB
   */
  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    String line;
    do {
      line = line(in);
      head.append(line);
      if (head.length() > LONGEST) {
        throw new IOException("a head of more than " + LONGEST + " bytes");
      }
    } while (line.length() > 2);
    return head.toString();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      line.write(c);
      if (line.size() > LONGEST) {
        throw new IOException("a line of more than " + LONGEST + " bytes");
      }
      if (c == '\n') {
        break;
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static void copyChunks(InputStream from, OutputStream to) throws IOException {
    long size;
    do {
      String line = line(from);
      size = Long.parseLong(line.strip(), 16);
      to.write(bytes(line));
      copy(from, to, size == 0 ? 0 : size + 2);
    } while (size > 0);
    to.write(bytes(head(from)));
  }

  private static void copy(InputStream from, OutputStream to, long length) throws IOException {
    byte[] buffer = new byte[(int) Math.min(length, 1 << 16)];
    for (long left = length; left > 0; ) {
      int read = from.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException();
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return authority;
  }
}
