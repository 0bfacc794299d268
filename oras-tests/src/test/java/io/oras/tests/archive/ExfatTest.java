package io.oras.tests.archive;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.tests.tool.ExternalTool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that ignores case, mounted on Linux, whose real paths keep the case asked for. */
@Tag("real")
class ExfatTest {
  private static final long SIZE = 64L << 20;

  @TempDir Path home;

  @Test
  void twoTitlesOrEntriesOfOneFileAreRefused() throws IOException, InterruptedException {
    ExternalTool mount = ExternalTool.of("ORAS_IT_EXFAT", home);
    ExternalTool format = ExternalTool.system("/usr/sbin/mkfs.exfat", home);
    ExternalTool loop = ExternalTool.system("/usr/sbin/losetup", home);
    ExternalTool unmount = ExternalTool.system("/usr/bin/umount", home);
    Path image = home.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(SIZE);
    }
    format.run(image.toString());
    ExternalTool.Run attached = loop.attempt("--find", "--show", image.toString());
    assumeTrue(attached.exit() == 0, "exfat: no loop device: " + attached.all().strip());
    String device = attached.out().strip();
    try {
      Path mounted = Files.createDirectory(home.resolve("mounted"));
      ExternalTool.Run done = mount.attempt(device, mounted.toString());
      assumeTrue(done.exit() == 0, "exfat: cannot mount: " + done.all().strip());
      try {
        SameFileTest.refusesTitlesAndEntriesOfOneFile(mounted.resolve("out"));
      } finally {
        unmount.run(mounted.toString());
      }
    } finally {
      loop.run("--detach", device);
    }
  }
}
