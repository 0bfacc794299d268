package io.oras.tests.registry.storage;

import io.oras.api.content.GraphTarget;
import io.oras.core.Oras;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A folder in which the repository {@code a/b} is the OCI layout {@code a/b} (image-spec v1.1.1,
 * image-layout.md). Content is streamed between connections and files.
 */
public final class FolderStorage implements Storage {
  private static final String MARKER = "oci-layout";

  /** A folder name that is not a valid repository name. */
  private static final String UPLOADS = ".uploads";

  /** The file names of a layout, which cannot be names of repositories. */
  private static final Set<String> TAKEN = Set.of("blobs", "ingest", "index.json", MARKER);

  private final Path root;
  private final Oras oras = Oras.create();
  private final List<LayoutRepository> open = new CopyOnWriteArrayList<>();

  public FolderStorage(Path folder) throws IOException {
    root = folder.toAbsolutePath().normalize();
    if (Files.exists(root.resolve(MARKER))) {
      throw new IllegalArgumentException(
          root + " is an OCI layout itself; give the folder above, in which it is a repository");
    }
    Files.createDirectories(root.resolve(UPLOADS));
  }

  @Override
  public Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = root.relativize(folder).toString().replace('\\', '/');
            if (Files.exists(folder.resolve(MARKER))) {
              names.add(name);
            }
            return name.equals(UPLOADS) || TAKEN.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }
        });
    return names;
  }

  @Override
  public Repository open(String name) throws IOException, RegistryProblem {
    for (String component : name.split("/", -1)) {
      if (TAKEN.contains(component)) {
        throw new RegistryProblem(
            400, "NAME_INVALID", "a registry in a folder has no repository '" + name + "'");
      }
    }
    Path folder = root.resolve(name);
    LayoutRepository repository =
        new LayoutRepository(
            folder, oras.layout(folder).capability(GraphTarget.class).orElseThrow());
    open.add(repository);
    return repository;
  }

  @Override
  public ContentSink newSink() throws IOException {
    return new FileSink(root.resolve(UPLOADS));
  }

  @Override
  public void close() throws IOException {
    for (LayoutRepository repository : open) {
      repository.close();
    }
    oras.close();
    try (Stream<Path> left = Files.list(root.resolve(UPLOADS))) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(root.resolve(UPLOADS));
  }
}
