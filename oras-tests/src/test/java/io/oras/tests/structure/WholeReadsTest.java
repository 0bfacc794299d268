package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Content from elsewhere is read into memory up to a limit, by {@code VerifyingInputStream}. */
class WholeReadsTest {
  private static final Set<String> METHODS = Set.of("readAllBytes", "readAllLines", "readString");

  /** Each class that reads something to its end into memory, and the reason. */
  private static final Map<String, String> REASONS =
      Map.of(
          "VerifyingInputStream", "its callers give the limit",
          "CachedRepository", "the registry client has read the manifest within the limit",
          "MirroredRepository", "the registry client has read the manifest within the limit",
          "BlobTransfer", "the size is within Limits.blobInMemoryBytes",
          "MemoryBlobs", "a store in memory holds content of any size",
          "ArchiveBlobs", "the size of the entry was compared with the limit",
          "DistinctPaths", "a file that this program has just written",
          "ProcessLock", "the kernel's list of locks",
          "ProcessText", "the kernel's copy of the command line",
          "CompletionCommand", "a file in the program's own jar");

  @Test
  void nothingElseIsReadToItsEnd() {
    Set<String> reading =
        MethodCalls.in(Reactor.folders()).stream()
            .filter(call -> METHODS.contains(call.method()))
            .map(MethodCalls.Call::file)
            .filter(file -> !file.startsWith("oras-tests/"))
            .map(file -> file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(REASONS.keySet()), reading);
  }
}
