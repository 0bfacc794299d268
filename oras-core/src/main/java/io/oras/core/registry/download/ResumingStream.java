package io.oras.core.registry.download;

import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.TransportException;
import io.oras.api.model.Descriptor;
import io.oras.api.transport.TransportResponse;
import io.oras.core.http.RegistryRequest;
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
 * A blob's bytes, which go on after a cut where it was (RFC 9110 section 14). Not verified here.
 *
 * <p>Each new request goes to the registry's own URL, since signed ones expire, and asks for a
 * closed range, since some servers refuse an open one.
 */
final class ResumingStream extends BlockInputStream {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes\\s+([0-9]{1,18})-([0-9]{1,18})/(?:[0-9]+|\\*)");

  /** Cuts in a row without that many bytes between them, after which it is given up. */
  private static final int MAX_FAILURES = 5;

  private static final long PROGRESS = 1 << 20;

  private final RepositoryClient client;
  private final Descriptor blob;
  private final long end;
  private final String doing;
  private long position;
  private @Nullable TransportResponse answer;
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
    RegistryRequest whole = whole();
    if (position > 0 || end < blob.size()) {
      RegistryRequest range = whole.with("Range", "bytes=" + position + "-" + (end - 1));
      try (Handover<TransportResponse> part = Handover.of(client.send(range, 200, 206, 416))) {
        int status = part.resource().status();
        if (status == 206 && beginsHere(part.resource())) {
          return part.release();
        }
        if (status == 200) {
          return part.to(this::fromStart);
        }
      }
    }
    return Handover.of(client.send(whole, 200)).to(this::fromStart);
  }

  private boolean beginsHere(TransportResponse part) throws LimitExceededException {
    Matcher range = CONTENT_RANGE.matcher(HeaderReader.of(part.headers(), "Content-Range").text());
    return range.matches()
        && Long.parseLong(range.group(1)) == position
        && Long.parseLong(range.group(2)) < end;
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
        open();
        // To the end of a blob, and one byte further: whoever verifies it sees that it is too long.
        int wanted = end < blob.size() ? (int) Math.min(len, end - position) : len;
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
