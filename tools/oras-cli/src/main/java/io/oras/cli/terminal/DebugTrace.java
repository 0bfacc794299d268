package io.oras.cli.terminal;

import io.oras.api.transport.Headers;
import io.oras.core.options.WireTrace;
import java.time.Instant;

/** What {@code --debug} prints: every request and answer, redacted, as one block each. */
public final class DebugTrace implements WireTrace {
  private final Printer err;

  public DebugTrace(Printer err) {
    this.err = err;
  }

  @Override
  public void request(int number, String method, String url, Headers headers) {
    StringBuilder text = begin("--> Request #" + number);
    text.append("> Request URL: \"").append(url).append("\"\n");
    text.append("> Request method: \"").append(method).append("\"\n");
    text.append("> Request headers:\n");
    end(text, headers, "");
  }

  @Override
  public void answer(int number, int status, Headers headers, String body) {
    StringBuilder text = begin("<-- Response #" + number);
    text.append("< Response Status: \"").append(status).append("\"\n");
    text.append("< Response headers:\n");
    String shown = body.isEmpty() ? "   No response body to print" : body;
    end(text, headers, "< Response body:\n" + shown + "\n");
  }

  private static StringBuilder begin(String title) {
    return new StringBuilder("[" + Instant.now() + "][DEBUG]: " + title + "\n");
  }

  /** In one call: blocks of several threads do not mix. */
  private void end(StringBuilder text, Headers headers, String rest) {
    headers.forEach((name, value) -> text.append("   \"" + name + "\": \"" + value + "\"\n"));
    err.lines(text.append(rest).append("\n\n").toString());
  }
}
