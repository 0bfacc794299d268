package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.tests.structure.MethodCalls.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Below a layout, a cache or a folder of locks, files are opened by {@code SafeFolder} alone. */
class StorageFilesTest {
  private static final String CORE = "oras-core/src/main/java/io/oras/core/";
  private static final Set<String> TYPES = Set.of("Files", "FileChannel", "RandomAccessFile");

  /** Classes of these packages that open files themselves, and which files those are. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "store/layout/ArchiveBlobs",
          "the archive that the user names",
          "store/layout/LayoutArchive",
          "the archive that the user names",
          "store/layout/NewLayoutArchive",
          "whether the archive that the user names exists",
          "store/files/FilesStoreProvider",
          "the folder of files that the user names",
          "store/files/StagedFiles",
          "folders of restored files, checked by SafePaths",
          "store/files/RestoredFiles",
          "restored files, checked by SafePaths",
          "usecase/BlobTransfer",
          "the device or the pipe that the user names",
          "registry/download/ResumableFile",
          "a file beside the one that the user names, which is no link");

  @Test
  void nobodyOpensFilesOfALayoutPastTheSafeFolder() {
    Set<String> opening =
        MethodCalls.in(List.of("oras-core")).stream()
            .filter(call -> call.target().isPresent())
            .filter(call -> TYPES.stream().anyMatch(call::isOn))
            .map(Call::file)
            .filter(
                file ->
                    file.startsWith(CORE + "store/")
                        || file.startsWith(CORE + "registry/")
                        || file.startsWith(CORE + "target/")
                        || file.startsWith(CORE + "usecase/"))
            .map(file -> file.substring(CORE.length(), file.length() - ".java".length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(OTHERS.keySet()), opening);
  }
}
