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
import java.util.ArrayList;
import java.util.List;

/** Copies, discovers or reads in a JVM with little memory, and prints how that ended. */
public final class SmallHeapProgram {
  private SmallHeapProgram() {}

  /** Bytes that are read of each of several blobs. */
  private static final long START = 8 << 20;

  /**
   * Takes {@code copy FROM TO}, {@code discover NAME}, {@code read REPOSITORY DIGEST SIZE} or
   * {@code read REPOSITORY DIGEST SIZE NUMBER}.
   */
  public static void main(String[] args) {
    try (Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      if (args[0].equals("copy")) {
        System.out.println(oras.copy(args[1], args[2]).digest());
      } else if (args[0].equals("read")) {
        Repository repository = oras.repository(args[1]);
        Descriptor blob =
            Descriptor.of(MediaType.OCTET_STREAM, Digest.parse(args[2]), Long.parseLong(args[3]));
        long read =
            args.length > 4
                ? readInTurn(repository, blob, Integer.parseInt(args[4]))
                : read(repository, blob);
        System.out.println(read + " bytes");
      } else {
        ReferrerTree tree = oras.discover(args[1]);
        System.out.println(tree.referrers().size() + " referrers");
      }
    } catch (IOException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /** Reads half of the blob fast, an eighth slowly, and the rest fast. */
  private static long read(Repository repository, Descriptor blob) throws IOException {
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

  /** Opens the blob several times, and reads the start of each stream, a block at a time. */
  private static long readInTurn(Repository repository, Descriptor blob, int number)
      throws IOException {
    List<InputStream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < number; i++) {
        streams.add(repository.blobs().open(blob));
      }
      byte[] block = new byte[64 << 10];
      long read = 0;
      while (read < START * number) {
        for (InputStream in : streams) {
          read += in.readNBytes(block, 0, block.length);
        }
      }
      return read;
    } finally {
      for (InputStream in : streams) {
        in.close();
      }
    }
  }

  private static boolean isSlow(long read, long size) {
    return read > size / 2 && read < size / 2 + size / 8;
  }
}
