package io.oras.tests.property;

/** A condition that holds for every input; throws if it does not hold. */
@FunctionalInterface
public interface Property {
  /** Generates one input and checks the condition. All random values come from {@code chance}. */
  void check(SeededRandom chance) throws Exception;
}
