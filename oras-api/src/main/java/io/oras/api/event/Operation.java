package io.oras.api.event;

/**
 * One call of the client, such as a push or the reading of a blob, from its begin to its end. All
 * events of the call carry it, so a listener can tell two pulls apart.
 */
public interface Operation {
  /** Returns a number that no other operation of this JVM has. */
  long id();

  /** Returns what the call does, such as {@code push}, {@code pull} or {@code blob.open}. */
  String name();

  /** Returns the artifact or place that the call works on, as text without secrets. */
  String target();
}
