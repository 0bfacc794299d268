package io.oras.tests.structure;

import io.oras.core.Oras;
import io.oras.core.ReferrerTree;
import io.oras.core.options.InstalledCredentials;
import java.io.IOException;

/** Copies or discovers in a JVM with little memory, and prints how that ended. */
public final class SmallHeapProgram {
  private SmallHeapProgram() {}

  /** Takes {@code copy FROM TO} or {@code discover NAME}. */
  public static void main(String[] args) {
    try (Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      if (args[0].equals("copy")) {
        System.out.println(oras.copy(args[1], args[2]).digest());
      } else {
        ReferrerTree tree = oras.discover(args[1]);
        System.out.println(tree.referrers().size() + " referrers");
      }
    } catch (IOException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
