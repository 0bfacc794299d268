package io.oras.tests.adapters;

import com.example.adapters.DriveStore;
import io.oras.api.content.Target;
import io.oras.tests.tck.ContentStoreTck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DriveStoreTest extends ContentStoreTck {
  @TempDir Path folder;

  @Override
  protected Target open() throws IOException {
    return new DriveStore(Files.createTempDirectory(folder, "drive"));
  }
}
