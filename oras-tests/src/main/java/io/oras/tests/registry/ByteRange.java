package io.oras.tests.registry;

import io.oras.tests.registry.storage.Content;
import io.oras.tests.registry.storage.RegistryProblem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A single byte range of a blob (RFC 9110 section 14.1.2), both ends inclusive. */
record ByteRange(long first, long last) {
  private static final Pattern SYNTAX = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /**
   * Returns the requested range; empty if the header is not supported, so that the whole blob is
   * sent.
   */
  private static Optional<ByteRange> parse(String header, long size) throws RegistryProblem {
    Matcher matcher = SYNTAX.matcher(header);
    if (!matcher.matches() || header.equals("bytes=-")) {
      return Optional.empty();
    }
    long last = matcher.group(2).isEmpty() ? size - 1 : Long.parseLong(matcher.group(2));
    ByteRange range =
        matcher.group(1).isEmpty()
            ? new ByteRange(Math.max(0, size - last), size - 1)
            : new ByteRange(Long.parseLong(matcher.group(1)), Math.min(last, size - 1));
    if (range.first > range.last) {
      throw new RegistryProblem(416, "SIZE_INVALID", header + " is no part of " + size + " bytes");
    }
    return Optional.of(range);
  }

  /** Returns the part that the request asks for, or the whole. */
  static ServerResponse answer(ServerRequest call, ServerResponse whole, Content content)
      throws RegistryProblem {
    Optional<String> header = call.header("Range");
    Optional<ByteRange> range =
        header.isPresent() && call.method().equals("GET")
            ? parse(header.get(), content.size())
            : Optional.empty();
    return range.map(part -> part.of(whole, content)).orElse(whole);
  }

  private long length() {
    return last - first + 1;
  }

  private ServerResponse of(ServerResponse whole, Content content) {
    return new ServerResponse(206, whole.headers(), content.range(first, length()))
        .with("Content-Range", "bytes %s-%s/%s".formatted(first, last, content.size()));
  }
}
