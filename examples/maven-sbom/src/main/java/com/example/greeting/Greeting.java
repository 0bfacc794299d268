package com.example.greeting;

/** Greets people. */
public final class Greeting {
  private Greeting() {}

  /** Returns a greeting. */
  public static String of(String name) {
    return "Hello, " + name;
  }
}
