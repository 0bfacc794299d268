package io.oras.api.spi;

/** A provider among others: the highest priority is chosen, then the first name. */
public interface Prioritized {
  /** A short name, unique among the providers of one service, by which a caller may choose. */
  String name();

  /** 0 for the providers of this library; the highest wins. */
  default int priority() {
    return 0;
  }
}
