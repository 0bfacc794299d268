package io.oras.cli.terminal;

import io.oras.api.model.Descriptor;

/**
 * The progress of one blob or manifest.
 *
 * @param content of {@code content.size()} bytes
 * @param verb what happens to it, such as {@code Uploading}
 * @param phase whether it is on its way, there, or never will be
 * @param transferred bytes so far
 * @param nanos for how long, in nanoseconds
 */
record BlobProgress(Descriptor content, String verb, Phase phase, long transferred, long nanos) {
  /** Of a transfer. */
  enum Phase {
    MOVING,
    DONE,
    FAILED
  }

  /** Its parts in percent; nothing of nothing is all. */
  double percent() {
    return content.size() == 0 ? 100 : Math.min(100, transferred * 100.0 / content.size());
  }
}
