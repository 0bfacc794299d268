package io.oras.tests.structure;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.ReferrerTree;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies, discovers or reads in a JVM with little memory, and prints how that ended. */
public final class SmallHeapProgram {
  private SmallHeapProgram() {}

  /** Takes {@code copy FROM TO}, {@code discover NAME} or {@code read REPOSITORY DIGEST SIZE}. */
  public static void main(String[] args) {
    try (Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      if (args[0].equals("copy")) {
        System.out.println(oras.copy(args[1], args[2]).digest());
      } else if (args[0].equals("read")) {
        System.out.println(
            read(oras.repository(args[1]), Digest.parse(args[2]), args[3]) + " bytes");
      } else {
        ReferrerTree tree = oras.discover(args[1]);
        System.out.println(tree.referrers().size() + " referrers");
      }
    } catch (IOException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static long read(Repository repository, Digest digest, String size) throws IOException {
    Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, digest, Long.parseLong(size));
    try (InputStream in = repository.blobs().open(blob)) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
