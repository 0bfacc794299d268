package io.oras.api.event;

/**
 * One call of the client, such as a push or the reading of a blob. All events of the call have the
 * same operation, so a listener can tell concurrent calls apart. Immutable and thread safe.
 */
public interface Operation {
  /** Returns a number that is unique in this JVM. */
  long id();

  /** Returns the name of the call, such as {@code push}, {@code pull} or {@code blob.open}. */
  String name();

  /** Returns the artifact or place that the call works on, as text without secrets. */
  String target();
}
