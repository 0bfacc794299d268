package io.oras.tests.property;

/** What is true whatever the input; throws when it is not. */
@FunctionalInterface
public interface Property {
  /** Makes one input and looks. Everything random comes from {@code chance}. */
  void check(SeededRandom chance) throws Exception;
}
