package io.oras.api.spi;

import java.util.Comparator;

/** A provider among others: the highest priority is chosen, then the first name. */
public interface Prioritized {
  /** The order in which they are asked: by priority, descending, then by name. */
  Comparator<Prioritized> ORDER =
      (one, other) ->
          one.priority() == other.priority()
              ? one.name().compareTo(other.name())
              : Integer.compare(other.priority(), one.priority());

  /**
   * Returns a short name, unique among the providers of one service. A caller can choose a provider
   * by this name.
   */
  String name();

  /**
   * Returns the priority: 0 for the providers of this library. The provider with the highest
   * priority is used.
   */
  default int priority() {
    return 0;
  }
}
