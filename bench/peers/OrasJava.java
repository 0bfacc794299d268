import java.nio.file.Path;
import java.util.Arrays;
import land.oras.ContainerRef;
import land.oras.CopyUtils;
import land.oras.LocalPath;
import land.oras.Registry;

/** Pushes, pulls or copies with the Java peer: plain|CA push REF FILE..., pull REF FOLDER, copy A B. */
public final class OrasJava {
  private OrasJava() {}

  /** Does it. */
  public static void main(String[] arguments) {
    Registry.Builder builder = Registry.builder().withParallelism(4);
    Registry registry =
        arguments[0].equals("plain")
            ? builder.insecure().build()
            : builder.defaults().withCaFile(Path.of(arguments[0])).build();
    ContainerRef first = ContainerRef.parse(arguments[2]);
    switch (arguments[1]) {
      case "push" ->
          registry.pushArtifact(
              first,
              Arrays.stream(arguments).skip(3).map(LocalPath::of).toArray(LocalPath[]::new));
      case "pull" -> registry.pullArtifact(first, Path.of(arguments[3]), true);
      default ->
          CopyUtils.copy(
              registry,
              first,
              registry,
              ContainerRef.parse(arguments[3]),
              CopyUtils.CopyOptions.shallow());
    }
    System.exit(0);
  }
}
