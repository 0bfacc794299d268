package io.oras.core.target;

import io.oras.api.model.Descriptor;
import io.oras.core.stream.BlockInputStream;
import io.oras.core.target.MirroredRepository.Candidate;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The bytes of a blob, which another endpoint continues where one fails. Not verified here. */
final class EndpointBlob extends BlockInputStream {
  private final Descriptor blob;
  private final long end;
  private final EndpointAttempts attempts;
  private final Set<Candidate> readFrom = new LinkedHashSet<>();
  private long position;

  EndpointBlob(Descriptor blob, long from, long end, EndpointAttempts attempts) throws IOException {
    this.blob = blob;
    this.position = from;
    this.end = end;
    this.attempts = attempts;
    this.in = open();
  }

  private InputStream open() throws IOException {
    return attempts.run(repository -> repository.fetchRange(blob, position, end - position));
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    while (true) {
      try {
        int n = in.read(b, off, len);
        if (n > 0) {
          position += n;
          readFrom.add(attempts.current());
        }
        return n;
      } catch (IOException e) {
        attempts.next(e);
        in.close();
        in = open();
      }
    }
  }

  EndpointAttempts attempts() {
    return attempts;
  }

  /**
   * Returns the endpoints that may have sent wrong bytes: where several sent a part, all but the
   * last, which has not sent the whole.
   */
  List<Candidate> suspects() {
    List<Candidate> all = List.copyOf(readFrom);
    return all.size() > 1 ? all.subList(0, all.size() - 1) : all;
  }
}
