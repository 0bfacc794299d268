package com.example.team;

/** Stands for where a team keeps its secrets. */
final class Vault {
  private Vault() {}

  static String read(String name) {
    return "the " + name;
  }
}
