package io.oras.tests.structure;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.ReferrerTree;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import java.io.IOException;
import java.io.InputStream;

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

  /** Reads half of the blob fast, an eighth slowly, and the rest fast. */
  private static long read(Repository repository, Digest digest, String size) throws IOException {
    Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, digest, Long.parseLong(size));
    byte[] block = new byte[1 << 20];
    long read = 0;
    try (InputStream in = repository.blobs().open(blob)) {
      for (int n = in.readNBytes(block, 0, block.length);
          n > 0;
          n = in.readNBytes(block, 0, block.length)) {
        read += n;
        for (int i = 0; i < 4 && isSlow(read, blob.size()); i++) {
          Digest.of(DigestAlgorithm.SHA512, block);
        }
      }
    }
    return read;
  }

  private static boolean isSlow(long read, long size) {
    return read > size / 2 && read < size / 2 + size / 8;
  }
}
