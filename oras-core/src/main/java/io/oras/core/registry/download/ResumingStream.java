package io.oras.core.registry.download;

import static io.oras.core.registry.client.RegistryCapabilities.UnsupportedFeature.PARTS;
import static io.oras.core.registry.client.RegistryCapabilities.UnsupportedFeature.RANGES;

import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.OrasException;
import io.oras.api.error.TransportException;
import io.oras.api.model.Descriptor;
import io.oras.api.transport.TransportResponse;
import io.oras.core.http.RegistryRequest;
import io.oras.core.registry.client.FailureClassifier;
import io.oras.core.registry.client.RegistryClient;
import io.oras.core.registry.client.RepositoryClient;
import io.oras.core.stream.BlockInputStream;
import io.oras.core.stream.Handover;
import io.oras.core.wire.HeaderReader;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a blob over one connection, and continues after a broken connection at the
 * same byte (RFC 9110 section 14). Does not verify the bytes.
 *
 * <p>Each further request goes to the URL of the registry, since signed URLs expire, and asks for a
 * closed range, since some servers refuse an open one. If the transport may hold a response in
 * memory, every request asks for a limited number of bytes.
 */
final class ResumingStream extends BlockInputStream {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("(?i)bytes\\s+([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

  /** Cuts in a row without that many bytes between them, after which it is given up. */
  private static final int MAX_FAILURES = 5;

  private static final long PROGRESS = 1 << 20;

  /** Bytes of a part, if the server sends less than the range: fewer bytes count as a failure. */
  private static final long LEAST_PART = 64 << 10;

  private final RepositoryClient client;
  private final Descriptor blob;
  private final long end;
  private final String doing;
  private long position;
  private @Nullable TransportResponse answer;

  /** The end of the bytes of the response, exclusive. */
  private long until;

  /** Whether the response has much less than it was asked for. */
  private boolean small;

  private int failures;
  private long failedAt;

  ResumingStream(RepositoryClient client, Descriptor blob, long from, long to) {
    this.client = client;
    this.blob = blob;
    this.position = from;
    this.end = to;
    this.doing = "fetching blob " + blob.digest() + " from " + client.repository();
  }

  /** Sends the request now: so one who opens a blob that is not there learns it at once. */
  ResumingStream open() throws IOException {
    if (answer == null) {
      answer = request();
    }
    return this;
  }

  /** Where the next byte to be read stands in the blob. */
  long position() {
    return position;
  }

  /** Whether an answer is there that goes on. */
  boolean isOpen() {
    return answer != null;
  }

  /** What stands before that place came another way: the next byte to be read is that one. */
  void goOnAt(long place) {
    close();
    position = place;
  }

  /** Asks for the blob. */
  RegistryRequest whole() {
    return client.read("GET", client.urls().blob(blob.digest()), doing);
  }

  private TransportResponse request() throws IOException {
    return client.registry().ranges().responses().send(end - position, this::request);
  }

  /** Asks for the next bytes, at most {@code limit} if the registry has parts. */
  private TransportResponse request(long limit) throws IOException {
    RegistryRequest whole = whole();
    boolean limited = end - position > limit && !client.refuses(PARTS);
    long to = limited ? position + limit : end;
    if (position > 0 || to < blob.size()) {
      RegistryRequest range = whole.with("Range", "bytes=" + position + "-" + (to - 1));
      try (Handover<TransportResponse> part = Handover.of(client.send(range, 200, 206, 416))) {
        int status = part.resource().status();
        if (status == 206 && isUsable(part.resource(), to)) {
          return part.release();
        }
        if (status == 200) {
          return part.to(this::fromStart);
        }
      } catch (OrasException e) {
        if (position > 0 || end < blob.size() || !mayBeForTheRange(e)) {
          throw e;
        }
      }
    }
    TransportResponse all = Handover.of(client.send(whole, 200)).to(this::fromStart);
    // In the middle of a blob, a single response says nothing about the registry.
    if (limited && position == 0) {
      client.refused(PARTS);
      client.refused(RANGES);
    }
    return all;
  }

  private static boolean mayBeForTheRange(OrasException e) {
    int status = FailureClassifier.status(e);
    return FailureClassifier.isRefusal(e) || status == 403 || status == 406;
  }

  /**
   * Returns whether the response has the bytes of the blob from the position on. They may end
   * before the range does (RFC 9110 section 15.3.7).
   */
  private boolean isUsable(TransportResponse part, long to) throws IOException {
    Matcher range = CONTENT_RANGE.matcher(HeaderReader.of(part.headers(), "Content-Range").text());
    if (!range.matches() || part.headers().first("Content-Encoding").isPresent()) {
      return false;
    }
    String total = range.group(3);
    if (!total.equals("*") && Long.parseLong(total) != blob.size()) {
      throw ContentVerificationException.size(blob, Long.parseLong(total))
          .with(ErrorContext.doing(doing));
    }
    long last = Long.parseLong(range.group(2));
    if (Long.parseLong(range.group(1)) != position || last < position || last >= to) {
      return false;
    }
    until = last + 1;
    small = until < to && until - position < LEAST_PART;
    return true;
  }

  /** Passes over what has been read already; should it differ, the digest will. */
  private TransportResponse fromStart(TransportResponse whole) throws IOException {
    long length = HeaderReader.contentLength(whole.headers()).orElse(blob.size());
    if (length != blob.size()) {
      throw ContentVerificationException.size(blob, length).with(ErrorContext.doing(doing));
    }
    byte[] buffer = new byte[(int) Math.min(position, 64 << 10)];
    for (long left = position; left > 0; ) {
      int n = whole.body().read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw cut(position - left);
      }
      left -= n;
    }
    until = end;
    small = false;
    return whole;
  }

  private TransportException cut(long at) {
    return new TransportException(
        TransportException.Kind.TRANSIENT,
        "the body ended after %s of %s bytes".formatted(at, blob.size()),
        null);
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    while (len > 0 && !(position >= end && (answer == null || end < blob.size()))) {
      try {
        if (answer != null && position == until && until < end) {
          nextPart(answer);
        }
        open();
        // To the end of a blob, and one byte further: whoever verifies it sees that it is too long.
        int wanted = until < blob.size() ? (int) Math.min(len, until - position) : len;
        int n = Objects.requireNonNull(answer).body().read(b, off, wanted);
        if (n < 0 && position < end) {
          throw cut(position);
        }
        position += Math.max(n, 0);
        return n;
      } catch (TransportException e) {
        close();
        goOnAfter(e);
      }
    }
    return len == 0 ? 0 : -1;
  }

  /**
   * Requests the next part. Reads the end of the last part before, which leaves the connection for
   * the request, and closes it afterwards, so that the request does not wait for a permit.
   */
  private void nextPart(TransportResponse last) throws IOException {
    answer = null;
    try (last) {
      readEnd(last);
      if (small) {
        throw new TransportException(
            TransportException.Kind.TRANSIENT,
            "the server sent fewer than %s bytes of a range".formatted(LEAST_PART),
            null);
      }
      answer = request();
    }
  }

  private static void readEnd(TransportResponse part) throws IOException {
    try {
      part.body().read();
    } catch (TransportException e) {
      // All bytes of the part have arrived.
    }
  }

  private void goOnAfter(TransportException e) throws IOException {
    failures = position - failedAt >= PROGRESS ? 1 : failures + 1;
    failedAt = position;
    if (e.kind() != TransportException.Kind.TRANSIENT
        || failures > MAX_FAILURES
        || (position < end && !client.registry().resumes())) {
      throw e.with(
          ErrorContext.doing(doing + ", after " + position + " of " + blob.size() + " bytes"));
    }
    if (position < end) {
      client
          .operation()
          .events()
          .retrying(
              "GET " + client.urls().blob(blob.digest()),
              failures,
              e.problem(),
              RegistryClient.delay(failures));
      client.registry().pause(failures);
    }
  }

  @Override
  public void close() {
    if (answer != null) {
      answer.close();
      answer = null;
    }
  }
}
