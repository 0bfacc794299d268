package io.oras.core.http;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.spi.Environment;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trust by server as Docker and containers keep it on a machine: a folder {@code host[:port]} with
 * authorities in {@code *.crt}, and a client certificate in {@code NAME.cert} beside its {@code
 * NAME.key} (containers-certs.d(5)). The first place that has a folder for a server decides. Thread
 * safe; a folder is read once.
 */
public final class CertificateFolders {
  private final Supplier<List<Path>> places;
  private final Map<Origin, Folder> known = new ConcurrentHashMap<>();

  /** The files of one folder. */
  private record Folder(List<Path> authorities, @Nullable Path certificate, @Nullable Path key) {
    static final Folder NONE = new Folder(List.of(), null, null);
  }

  private CertificateFolders(Supplier<List<Path>> places) {
    this.places = places;
  }

  /** Creates the folders in these places, in order. */
  public static CertificateFolders of(List<Path> places) {
    List<Path> copy = List.copyOf(places);
    return new CertificateFolders(() -> copy);
  }

  /**
   * Returns the folders in which docker and podman look: the user's, then the machine's. The
   * environment is read when a server is first looked for.
   */
  public static CertificateFolders ofMachine(Environment environment) {
    return new CertificateFolders(() -> places(environment));
  }

  private static List<Path> places(Environment environment) {
    List<Path> places = new ArrayList<>();
    environment
        .variable("XDG_CONFIG_HOME")
        .map(Path::of)
        .or(() -> environment.home().map(home -> home.resolve(".config")))
        .ifPresent(
            config -> {
              places.add(config.resolve("containers").resolve("certs.d"));
              places.add(config.resolve("docker").resolve("certs.d"));
            });
    environment
        .variable("ProgramData")
        .ifPresent(programs -> places.add(Path.of(programs, "docker", "certs.d")));
    places.add(Path.of("/etc/containers/certs.d"));
    places.add(Path.of("/etc/docker/certs.d"));
    return places;
  }

  /**
   * These settings, and what they leave open from the server's folder.
   *
   * @throws TransportException when a certificate and its key are not both there
   */
  public TlsSettings complete(TlsSettings given, Origin origin) throws TransportException {
    Folder own = of(origin);
    TlsSettings.Builder completed = given.toBuilder();
    if (given.authorities().isEmpty()) {
      own.authorities().forEach(completed::authority);
    }
    if (given.certificate().isEmpty() && own.certificate() != null && own.key() != null) {
      completed.clientCertificate(own.certificate(), own.key());
    }
    return completed.build();
  }

  private Folder of(Origin origin) throws TransportException {
    Folder folder = known.get(origin);
    if (folder == null) {
      folder = find(origin);
      known.put(origin, folder);
    }
    return folder;
  }

  private Folder find(Origin origin) throws TransportException {
    for (Path place : places.get()) {
      for (String name : List.of(origin.authority(), origin.host() + ":" + origin.port())) {
        // A colon cannot be in the name of a file there; Docker leaves it out.
        Path folder = place.resolve(File.separatorChar == '\\' ? name.replace(":", "") : name);
        if (Files.isDirectory(folder)) {
          return read(folder);
        }
      }
    }
    return Folder.NONE;
  }

  private static Folder read(Path folder) throws TransportException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.sorted().toList();
      List<Path> certificates = ending(files, ".cert");
      List<Path> keys = ending(files, ".key");
      for (Path certificate : certificates) {
        requireBeside(certificate, keys, ".key");
      }
      for (Path key : keys) {
        requireBeside(key, certificates, ".cert");
      }
      return new Folder(
          ending(files, ".crt"),
          certificates.isEmpty() ? null : certificates.get(0),
          keys.isEmpty() ? null : keys.get(0));
    } catch (IOException e) {
      throw e instanceof TransportException known
          ? known
          : new TransportException(Kind.PERMANENT, "cannot read " + folder + ": " + e, e);
    }
  }

  private static List<Path> ending(List<Path> files, String end) {
    return files.stream().filter(file -> file.toString().endsWith(end)).toList();
  }

  private static void requireBeside(Path file, List<Path> others, String end)
      throws TransportException {
    String name = file.toString();
    Path other = Path.of(name.substring(0, name.lastIndexOf('.')) + end);
    if (!others.contains(other)) {
      throw new TransportException(
          Kind.PERMANENT,
          "%s has no %s beside it; a client certificate (.cert) and its key (.key) have one name, and an authority ends in .crt"
              .formatted(file, other.getFileName()),
          null);
    }
  }
}
