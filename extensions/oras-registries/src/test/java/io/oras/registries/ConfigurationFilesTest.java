package io.oras.registries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ConfigurationException;
import io.oras.api.reference.Reference;
import io.oras.api.spi.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read in which order. */
class ConfigurationFilesTest {
  @TempDir Path root;
  private final Map<String, String> variables = new HashMap<>();
  private OptionalLong userId = OptionalLong.of(1000);
  private String osName = "Linux";
  private Path main;

  @BeforeEach
  void writeMainFile() throws IOException {
    main = write("etc/containers/registries.conf", "p.test>e.test +m.test, q.test>e.test");
  }

  private Path write(String file, String config) throws IOException {
    return writeText(file, Vector.toml(config));
  }

  private Path writeText(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private ConfigurationFiles files() {
    return new ConfigurationFiles(
        Environment.of(variables, root.resolve("home"), osName), root, userId);
  }

  private String places(String name) throws IOException {
    return places(Optional.empty(), name);
  }

  private String places(Optional<Path> file, String name) throws IOException {
    return Vector.places(RegistriesConfProvider.open(files(), file), Reference.parse(name));
  }

  private List<String> read() throws IOException {
    return files().toRead(Optional.empty()).stream()
        .map(file -> root.relativize(file).toString())
        .toList();
  }

  @Test
  @DisplayName("vector 31: drop-ins replace tables, and the most specific folder wins")
  void dropInsReplaceTablesAndTheMostSpecificFolderWins() throws IOException {
    write("etc/containers/registries.conf.d/50-x.conf", "p.test>e50.test");
    write("usr/share/containers/registries.conf.d/50-x.conf", "p.test>u50.test");
    assertEquals("e50.test/a:1", places("p.test/a:1"));
    write("home/.config/containers/registries.conf.d/50-x.conf", "p.test>h50.test");
    assertEquals("h50.test/a:1", places("p.test/a:1"));
  }

  @Test
  @DisplayName("vector 32: drop-ins of all folders are read by name")
  void dropInsOfAllFoldersAreReadByName() throws IOException {
    write("usr/share/containers/registries.conf.d/60-y.conf", "q.test>u60.test");
    assertEquals("u60.test/a:1", places("q.test/a:1"));
    write("etc/containers/registries.conf.d/50-y.conf", "q.test>e50.test");
    assertEquals("u60.test/a:1", places("q.test/a:1"));
  }

  @Test
  @DisplayName("vector 33: a variable names the only file")
  void aVariableNamesTheOnlyFile() throws IOException {
    write("etc/containers/registries.conf.d/50-x.conf", "p.test>e50.test");
    write("usr/share/containers/registries.conf.d/50-x.conf", "p.test>u50.test");
    variables.put("CONTAINERS_REGISTRIES_CONF", main.toString());
    assertEquals("m.test/a:1, e.test/a:1", places("p.test/a:1"));
    Path last = write("last.conf", "p.test>o.test");
    variables.put("CONTAINERS_REGISTRIES_CONF_OVERRIDE", last.toString());
    assertEquals("o.test/a:1", places("p.test/a:1"));
  }

  @Test
  void theFileOfTheProgramIsReadWithTheDropInsAndTheLastFile() throws IOException {
    write("etc/containers/registries.conf.d/50-x.conf", "q.test>e50.test");
    variables.put("CONTAINERS_REGISTRIES_CONF", root.resolve("missing").toString());
    Path own = write("own.conf", "p.test>own.test");
    assertEquals("own.test/a:1", places(Optional.of(own), "p.test/a:1"));
    assertEquals("e50.test/a:1", places(Optional.of(own), "q.test/a:1"));
    Path last = write("last.conf", "p.test>o.test");
    variables.put("CONTAINERS_REGISTRIES_CONF_OVERRIDE", last.toString());
    assertEquals("o.test/a:1", places(Optional.of(own), "p.test/a:1"));
  }

  @Test
  @DisplayName("vector 33: files that are named must exist")
  void filesThatAreNamedMustExist() {
    String missing = root.resolve("missing").toString();
    for (String variable :
        List.of("CONTAINERS_REGISTRIES_CONF", "CONTAINERS_REGISTRIES_CONF_OVERRIDE")) {
      variables.put(variable, missing);
      assertEquals(
          missing + ": the file does not exist",
          assertThrows(ConfigurationException.class, () -> places("p.test/a:1")).getMessage());
      variables.clear();
    }
    assertThrows(
        ConfigurationException.class,
        () -> places(Optional.of(root.resolve("missing")), "p.test/a:1"));
  }

  @Test
  void theUsersFileHidesThoseOfTheSystem() throws IOException {
    write("usr/share/containers/registries.conf", "p.test>usr.test");
    assertEquals(List.of("etc/containers/registries.conf"), read());
    Files.delete(main);
    assertEquals(List.of("usr/share/containers/registries.conf"), read());
    write("home/.config/containers/registries.conf", "p.test>home.test");
    assertEquals(List.of("home/.config/containers/registries.conf"), read());
    variables.put("XDG_CONFIG_HOME", root.resolve("xdg").toString());
    write("xdg/containers/registries.conf", "p.test>xdg.test");
    assertEquals(List.of("xdg/containers/registries.conf"), read());
  }

  @Test
  void withoutFilesEveryNameIsItsOnlyPlace() throws IOException {
    Files.delete(main);
    assertEquals(List.of(), read());
    assertEquals("p.test/a:1", places("p.test/a:1"));
  }

  @Test
  void rootAndUsersHaveFoldersOfTheirOwn() throws IOException {
    write("etc/containers/registries.rootful.conf.d/1.conf", "a.test");
    write("etc/containers/registries.rootless.conf.d/2.conf", "a.test");
    write("etc/containers/registries.rootless.conf.d/1000/3.conf", "a.test");
    write("etc/containers/registries.conf.d/4.conf", "a.test");
    String folder = "etc/containers/";
    assertEquals(
        List.of(
            folder + "registries.conf",
            folder + "registries.rootless.conf.d/2.conf",
            folder + "registries.rootless.conf.d/1000/3.conf",
            folder + "registries.conf.d/4.conf"),
        read());
    userId = OptionalLong.of(0);
    assertEquals(
        List.of(
            folder + "registries.conf",
            folder + "registries.rootful.conf.d/1.conf",
            folder + "registries.conf.d/4.conf"),
        read());
    userId = OptionalLong.empty();
    assertEquals(List.of(folder + "registries.conf", folder + "registries.conf.d/4.conf"), read());
  }

  @Test
  void onlyFilesWithTheSuffixAreDropIns() throws IOException {
    write("etc/containers/registries.conf.d/1.conf.bak", "a.test");
    Files.createDirectories(root.resolve("etc/containers/registries.conf.d/2.conf"));
    assertEquals(List.of("etc/containers/registries.conf"), read());
  }

  @Test
  void windowsHasFoldersOfItsOwn() throws IOException {
    osName = "Windows 11";
    variables.put("ProgramData", root.resolve("data").toString());
    write("data/containers/registries.conf", "p.test>data.test");
    assertEquals(List.of("data/containers/registries.conf"), read());
    variables.put("APPDATA", root.resolve("user").toString());
    write("user/containers/registries.conf", "p.test>user.test");
    assertEquals(List.of("user/containers/registries.conf"), read());
  }

  @Test
  @DisplayName("vector 38: a drop-in can empty the search list, and is named then")
  void aDropInCanEmptyTheSearchListAndIsNamedThen() throws IOException {
    writeText(
        "etc/containers/registries.conf", ShortNamesTest.TWO_REGISTRIES.formatted("permissive"));
    Path dropIn =
        writeText("etc/containers/registries.conf.d/1.conf", "unqualified-search-registries = []");
    String message =
        assertThrows(
                ConfigurationException.class,
                () -> RegistriesConfProvider.open(files(), Optional.empty()).names("zz"))
            .getMessage();
    assertEquals(
        dropIn + ": short name 'zz' has no alias, and unqualified-search-registries is not set",
        message);
  }

  @Test
  @DisplayName("vector 37: an empty alias erases an earlier one")
  void anEmptyAliasErasesAnEarlierOne() throws IOException {
    writeText(
        "etc/containers/registries.conf",
        "unqualified-search-registries = [\"etc.test\"]\nshort-name-mode = \"\"");
    writeText("etc/containers/registries.conf.d/60.conf", "[aliases]\nal = \"r.test/al\"");
    writeText("etc/containers/registries.conf.d/70.conf", "[aliases]\nal = \"\"");
    assertEquals(
        List.of(Reference.parse("etc.test/al:1")),
        RegistriesConfProvider.open(files(), Optional.empty()).names("al:1"));
  }

  @Test
  void choicesOfOtherProgramsComeBeforeAliases() throws IOException {
    writeText(
        "etc/containers/registries.conf",
        "unqualified-search-registries = [\"etc.test\"]\n[aliases]\nx = \"r.test/x\"\ny = \"r.test/y\"");
    writeText(
        "home/.cache/containers/short-name-aliases.conf",
        "[aliases]\nx = \"chosen.test/x\"\ny = \"\"");
    writeText("var/cache/containers/short-name-aliases.conf", "[aliases]\nx = \"root.test/x\"");
    assertEquals(
        List.of(Reference.parse("chosen.test/x:latest")),
        RegistriesConfProvider.open(files(), Optional.empty()).names("x"));
    assertEquals(
        List.of(Reference.parse("etc.test/y:latest")),
        RegistriesConfProvider.open(files(), Optional.empty()).names("y"));
    userId = OptionalLong.of(0);
    assertEquals(
        List.of(Reference.parse("root.test/x:latest")),
        RegistriesConfProvider.open(files(), Optional.empty()).names("x"));
  }

  @Test
  void theProviderReadsAGivenFile() {
    Path missing = root.resolve("missing");
    assertTrue(
        assertThrows(
                ConfigurationException.class,
                () ->
                    new RegistriesConfProvider()
                        .open(Optional.of(missing), Environment.of(Map.of(), root, "Linux")))
            .getMessage()
            .startsWith(missing.toString()));
  }
}
