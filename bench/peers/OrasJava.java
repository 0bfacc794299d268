import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import land.oras.ContainerRef;
import land.oras.CopyUtils;
import land.oras.LocalPath;
import land.oras.Registry;

/** Pushes, pulls or copies with the Java peer: push REF FILE..., pull REF FOLDER, copy A B. */
public final class OrasJava implements Consumer<String[]> {
  private final Registry registry;

  /** Creates a client: {@code plain} for plain HTTP, or the file of a certificate authority. */
  public OrasJava(String security) {
    Registry.Builder builder = Registry.builder().withParallelism(4);
    registry =
        security.equals("plain")
            ? builder.insecure().build()
            : builder.defaults().withCaFile(Path.of(security)).build();
  }

  /** Runs one job: plain|CA JOB... */
  public static void main(String[] arguments) {
    new OrasJava(arguments[0]).accept(Arrays.copyOfRange(arguments, 1, arguments.length));
    System.exit(0);
  }

  @Override
  public void accept(String[] words) {
    ContainerRef first = ContainerRef.parse(words[1]);
    switch (words[0]) {
      case "push" ->
          registry.pushArtifact(
              first, Arrays.stream(words).skip(2).map(LocalPath::of).toArray(LocalPath[]::new));
      case "pull" -> registry.pullArtifact(first, Path.of(words[2]), true);
      default ->
          CopyUtils.copy(
              registry,
              first,
              registry,
              ContainerRef.parse(words[2]),
              CopyUtils.CopyOptions.shallow());
    }
  }
}
